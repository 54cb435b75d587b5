import { assertNever } from "./assert-never";
import { canStartAttempt } from "./budget";
import { lastingRefusal, type RunGates, type WalkRule, walkCandidates } from "./candidate-walk";
import { failureReason } from "./failure-reason";
import type { NextStep } from "./ledger-record";
import type { PolicyRow } from "./policy";
import type { ReasonCode } from "./reason-code";
import { planRetry } from "./retry-plan";
import type { Route } from "./routing-snapshot";
import { isFallbackRoute, type Refusal, type RunState, switchedOffFor } from "./run-state";
import { call, callAgain, end, type FailureDecision, leftMsOf, type RunStep, refuseRest } from "./run-step";
import type { Signal } from "./signal";

type Allowance = Pick<PolicyRow, "retry" | "fallback">;

const NOTHING: Allowance = { retry: "never", fallback: "never" };

/**
 * What follows a failed attempt, in this order: end when the failure is final or repeating is unsafe, retry the route,
 * fall back to the next candidate, end. A candidate still ahead when the request ends is recorded with the reason.
 */
export function decideAfterFailure(
  state: RunState,
  signal: Signal,
  gates: RunGates,
  nowMs: number,
  random: number,
): FailureDecision {
  const isFallback = isFallbackRoute(state, state.current);
  const attemptReason = failureReason(signal, isFallback);
  const giveUp = (reason: ReasonCode, refusals = refuseRest(state, reason)): FailureDecision =>
    conclude(end(state, reason, refusals, signal, nowMs), attemptReason, nextOf(reason));
  const route = state.candidates[state.current];
  if (route === undefined) throw new RangeError("A failure without an attempt");

  const allowed = allowanceOf(signal, state.input.alias.policy[signal.class]);
  const leftMs = leftMsOf(state, nowMs);
  const cooledForMs = Math.max(0, (gates.cooledUntilMs(route.id) ?? 0) - nowMs);
  const retry = planRetry(state, allowed.retry, signal, cooledForMs, leftMs, random);
  const mayFallBack = allowed.fallback !== "never" && state.cursor < state.candidates.length;
  if (isUnsafe(state, signal) && (retry.kind !== "no" || mayFallBack)) return giveUp("unsafe_to_repeat");
  if (retry.kind === "after" && isOpenToRetry(state, route, gates)) {
    return conclude(callAgain(state, route, retry.waitMs, nowMs), attemptReason, "retry");
  }
  const finalReason = finalReasonOf(state, attemptReason, isFallback);
  if (!mayFallBack) return giveUp(retry.kind === "out_of_budget" ? "budget_exhausted" : finalReason);

  const rule: WalkRule = { fallback: allowed.fallback, from: route };
  if (!canStartAttempt(state.input.alias.budget, state.attempts, leftMs, 0)) {
    const refusals = refuseOutOfBudget(state, rule, gates);
    const isSpent = retry.kind === "out_of_budget" || refusals.some(({ reason }) => reason === "budget_exhausted");
    return giveUp(isSpent ? "budget_exhausted" : finalReason, refusals);
  }
  const walk = walkCandidates(state, rule, gates, nowMs);
  if (walk.found === -1) return giveUp(finalReason, walk.refusals);
  return conclude(call(state, walk.found, walk.refusals, nowMs, { cause: attemptReason }), attemptReason, "fallback");
}

function conclude([state, step]: [RunState, RunStep], attemptReason: ReasonCode, next: NextStep): FailureDecision {
  return { state, step, attemptReason, next };
}

/**
 * What the table allows for this failure. Classes that belong to the caller, the account or the prompt stay final
 * whatever the table says; a prompt that did not fit may only go where there is more room.
 */
export function allowanceOf(signal: Signal, row: PolicyRow): Allowance {
  switch (signal.class) {
    case "account_error":
    case "content_policy":
    case "stream_interrupted":
    case "client_closed":
    case "gateway_interrupted":
      return NOTHING;
    case "client_error":
      if (signal.detail !== "context_length" || row.fallback !== "larger_context") return NOTHING;
      return { retry: "never", fallback: "larger_context" };
    case "transport_timeout":
    case "transport_error":
    case "server_error":
    case "rate_limited":
    case "route_unavailable":
    case "invalid_output":
      return row;
    default:
      return assertNever(signal.class);
  }
}

/** Repeating would risk doing the work twice: it may act on the world, and the failure leaves open whether it did. */
function isUnsafe(state: RunState, signal: Signal): boolean {
  const { alias, facts } = state.input;
  return (alias.sideEffects || facts.asksToAct) && !signal.provesNothingRan;
}

function isOpenToRetry(state: RunState, route: Route, gates: RunGates): boolean {
  if (gates.isDisabled(route.id) || switchedOffFor(state, route) !== null) return false;
  return gates.admit(route.id).kind === "admit";
}

/**
 * The request's reason when its last attempt failed. A route that is not a fallback speaks for itself. A fallback's
 * failure is `fallback_failed`, even a refusal: the first route did not find fault with the request. A prompt that fits
 * nowhere stays the caller's to shorten.
 */
function finalReasonOf(state: RunState, attemptReason: ReasonCode, isFallback: boolean): ReasonCode {
  if (!isFallback) return attemptReason;
  switch (attemptReason) {
    case "auth_or_account_error":
    case "client_contract_error":
    case "content_policy":
      return "fallback_failed";
    case "context_length_exceeded":
      return state.fallbackReason === "context_length_exceeded" ? attemptReason : "fallback_failed";
    default:
      return attemptReason;
  }
}

function refuseOutOfBudget(state: RunState, rule: WalkRule, gates: RunGates): readonly Refusal[] {
  return refuseRest(state, "budget_exhausted").map((refusal) => {
    const route = state.candidates[refusal.index];
    return (route && lastingRefusal(state, refusal.index, route, rule, gates)) ?? refusal;
  });
}

/** Refusals of the request itself go back to the caller as the provider put them. */
function nextOf(reason: ReasonCode): NextStep {
  const isPassedOn =
    reason === "client_contract_error" || reason === "context_length_exceeded" || reason === "content_policy";
  return isPassedOn ? "returned" : "gave_up";
}
