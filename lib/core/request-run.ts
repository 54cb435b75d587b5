import { canStartAttempt } from "./budget";
import { ANY_CANDIDATE, type RunGates, type Walk, type WalkRule, walkCandidates } from "./candidate-walk";
import { allowanceOf, decideAfterFailure } from "./decide-after-failure";
import type { ReasonCode } from "./reason-code";
import { fenceRun, type SupersedingRoute } from "./route-fence";
import { candidatesFor, type RunInput, type RunState, switchedOffFor } from "./run-state";
import { call, end, type FailureDecision, leftMsOf, type RunStep, refuseRest } from "./run-step";
import type { Signal } from "./signal";

export type { RunGates } from "./candidate-walk";
export type { SupersedingRoute } from "./route-fence";
export { holdsContext, type RunInput, type RunState } from "./run-state";
export type { FailureDecision, RunStep } from "./run-step";

/**
 * Begins a request: its first call, or its end when no route may be called. Candidates an arm's order puts first but
 * that cannot be called are passed over and recorded. The common case costs a handful of small objects.
 */
export function startRun(input: RunInput, gates: RunGates, nowMs: number): [RunState, RunStep] {
  return begin(unbegun(input), gates, nowMs);
}

/** Begins a request whose map was replaced before its first call was made: the call is taken from the new one. */
export function startSuperseded(
  input: RunInput,
  gates: RunGates,
  nowMs: number,
  superseding: SupersedingRoute,
): [RunState, RunStep] {
  const fenced = fenceRun(unbegun(input), superseding, false, nowMs);
  const [state, step] = begin(fenced.state, gates, nowMs);
  return [state, { ...step, skipped: [...fenced.skipped, ...step.skipped] }];
}

function unbegun(input: RunInput): RunState {
  return {
    input,
    candidates: candidatesFor(input, input.alias),
    cursor: 0,
    current: -1,
    attempts: 0,
    retriesOnRoute: 0,
    retryCount: 0,
    fallbackAttempted: false,
    fallbackReason: null,
    nextN: 1,
  };
}

function begin(state: RunState, gates: RunGates, nowMs: number): [RunState, RunStep] {
  const { alias } = state.input;
  if (!canStartAttempt(alias.budget, 0, leftMsOf(state, nowMs), 0)) {
    return end(state, "budget_exhausted", refuseRest(state, "budget_exhausted"), null, nowMs);
  }
  const cooledForMs = coolingMs(state, gates, nowMs);
  const rule: WalkRule = cooledForMs > 0 ? { fallback: alias.policy.rate_limited.fallback, from: null } : ANY_CANDIDATE;
  const walk = walkCandidates(state, rule, gates, nowMs);
  if (walk.found >= 0) return call(state, walk.found, walk.refusals, nowMs);
  return (
    waitForPrimary(state, walk, cooledForMs, gates, nowMs) ??
    callLastStanding(state, walk, gates, nowMs) ??
    end(state, nothingCallable(walk), walk.refusals, null, nowMs)
  );
}

/**
 * Decides what follows a failed attempt. The shell records the call on the route's breaker and cool-down first, so that
 * the gates already know. `random` in [0, 1) spreads waits. `superseding` is the alias's routing when another route map
 * version became active meanwhile: whatever is called next is taken from it.
 */
export function afterFailure(
  state: RunState,
  signal: Signal,
  gates: RunGates,
  nowMs: number,
  random: number,
  superseding?: SupersedingRoute | null,
): FailureDecision {
  if (superseding == null) return decideAfterFailure(state, signal, gates, nowMs, random);
  const { alias } = state.input;
  const mayRetry = allowanceOf(signal, alias.policy[signal.class]).retry !== "never";
  const wouldRetry = mayRetry && state.retriesOnRoute < alias.budget.maxRetriesPerRoute;
  const fenced = fenceRun(state, superseding, wouldRetry, nowMs);
  const decision = decideAfterFailure(fenced.state, signal, gates, nowMs, random);
  return { ...decision, step: { ...decision.step, skipped: [...fenced.skipped, ...decision.step.skipped] } };
}

/** How a request that ended is recorded. `reasonCode` holds when the last attempt served; the rest in any case. */
export function servedReason(state: RunState): {
  readonly reasonCode: ReasonCode;
  readonly retryCount: number;
  readonly fallbackAttempted: boolean;
  readonly fallbackReason: ReasonCode | null;
} {
  const { retryCount, fallbackAttempted, fallbackReason } = state;
  const recovered: ReasonCode = retryCount > 0 ? "served_by_retry" : "served_by_primary";
  return {
    reasonCode: fallbackAttempted ? "served_by_fallback" : recovered,
    retryCount,
    fallbackAttempted,
    fallbackReason,
  };
}

/** How long the first candidate asked to be left alone; 0 for one that would not be called anyway. */
function coolingMs(state: RunState, gates: RunGates, nowMs: number): number {
  const [route] = state.candidates;
  if (route === undefined || gates.isDisabled(route.id) || switchedOffFor(state, route) !== null) return 0;
  return Math.max(0, (gates.cooledUntilMs(route.id) ?? 0) - nowMs);
}

/** A short cool-down of the first route is waited out when nothing else may take its traffic. */
function waitForPrimary(
  state: RunState,
  walk: Walk,
  waitMs: number,
  gates: RunGates,
  nowMs: number,
): [RunState, RunStep] | null {
  const { budget } = state.input.alias;
  const first = state.candidates[0];
  if (first === undefined || walk.refusals[0]?.detail !== "cooling_down" || waitMs > budget.maxRetryAfterMs)
    return null;
  if (!canStartAttempt(budget, 0, leftMsOf(state, nowMs), waitMs)) return null;
  return gates.admit(first.id).kind === "admit" ? call(state, 0, [], nowMs, { waitMs }) : null;
}

/** A breaker never empties the last eligible route: the one that failed longest ago is called all the same. */
function callLastStanding(state: RunState, walk: Walk, gates: RunGates, nowMs: number): [RunState, RunStep] | null {
  let chosen = -1;
  let chosenFailureMs = Number.POSITIVE_INFINITY;
  for (const index of walk.held) {
    const lastFailureMs = gates.lastFailureAtMs(state.candidates[index]?.id ?? "") ?? Number.NEGATIVE_INFINITY;
    if (chosen === -1 || lastFailureMs < chosenFailureMs) {
      chosen = index;
      chosenFailureMs = lastFailureMs;
    }
  }
  if (chosen === -1) return null;
  const others = walk.refusals.filter(({ index }) => index !== chosen);
  const cursor = state.candidates.length;
  return call(state, chosen, others, nowMs, { note: "last_route_standing", cursor });
}

/**
 * The final reason when nothing was called: the one all candidates share, when it is a passing or ordered state. Routes
 * that do not hold the conversation's state would not have been asked anyway.
 */
function nothingCallable(walk: Walk): ReasonCode {
  const [first, ...others] = walk.refusals;
  const isShared = others.every(({ reason }) => reason === first?.reason || reason === "state_not_portable");
  if (first === undefined || !isShared) return "no_eligible_route";
  const isTelling =
    first.reason === "route_disabled" ||
    first.reason === "circuit_open" ||
    first.reason === "primary_rate_limited" ||
    first.reason === "state_not_portable";
  return isTelling ? first.reason : "no_eligible_route";
}
