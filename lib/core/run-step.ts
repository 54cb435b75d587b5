import { clipTimeouts, remainingMs } from "./budget";
import type { AttemptPurpose, NextStep, SkippedCandidate } from "./ledger-record";
import type { ReasonCode } from "./reason-code";
import type { Route, RouteTimeouts } from "./routing-snapshot";
import { purposeOf, type Refusal, type RunState, recordSkipped } from "./run-state";
import type { Signal } from "./signal";

/** What the shell does next: call a route, after a wait, or end the request. `skipped` goes to the ledger with it. */
export type RunStep =
  | {
      readonly kind: "attempt";
      readonly n: number;
      readonly route: Route;
      readonly purpose: AttemptPurpose;
      readonly waitMs: number;
      /** Clipped to what is left of the request's budget after the wait. */
      readonly timeouts: RouteTimeouts;
      readonly skipped: readonly SkippedCandidate[];
      /** `last_route_standing` when the route's breaker was overruled. */
      readonly note: string | null;
    }
  | {
      readonly kind: "finish";
      readonly reasonCode: ReasonCode;
      readonly skipped: readonly SkippedCandidate[];
      /** The failure that decided the answer; null when no route was called. */
      readonly signal: Signal | null;
    };

/** The decision after a failed attempt. `attemptReason` and `next` are recorded on that attempt. */
export interface FailureDecision {
  readonly state: RunState;
  readonly step: RunStep;
  readonly attemptReason: ReasonCode;
  readonly next: NextStep;
}

/** Milliseconds left of the request's budget. */
export function leftMsOf(state: RunState, nowMs: number): number {
  return remainingMs(state.input.alias.budget, state.input.startedAtMs, nowMs);
}

interface CallOptions {
  readonly waitMs?: number;
  readonly note?: string;
  /** Where the candidates still ahead begin; after the called one unless it was picked out of order. */
  readonly cursor?: number;
  /** Why the route before it was left. */
  readonly cause?: ReasonCode;
}

/** The step that calls candidate `index` for the first time. */
export function call(
  state: RunState,
  index: number,
  refusals: readonly Refusal[],
  nowMs: number,
  options: CallOptions = NO_OPTIONS,
): [RunState, RunStep] {
  const route = state.candidates[index];
  if (route === undefined) throw new RangeError(`No candidate ${index}`);
  const { waitMs = 0, note = null, cursor = index + 1, cause = refusals[0]?.reason ?? null } = options;
  const isFallback = index > 0;
  const n = state.nextN + refusals.length;
  const next: RunState = {
    input: state.input,
    candidates: state.candidates,
    cursor,
    current: index,
    attempts: state.attempts + 1,
    retriesOnRoute: 0,
    retryCount: state.retryCount,
    fallbackAttempted: state.fallbackAttempted || isFallback,
    fallbackReason: state.fallbackReason ?? (isFallback ? cause : null),
    nextN: n + 1,
  };
  const step: RunStep = {
    kind: "attempt",
    n,
    route,
    purpose: purposeOf(index),
    waitMs,
    timeouts: clipTimeouts(route.timeouts, leftMsOf(state, nowMs) - waitMs),
    skipped: recordSkipped(state, refusals, nowMs),
    note,
  };
  return [next, step];
}

const NO_OPTIONS: CallOptions = {};

/** The step that calls the current route once more. */
export function callAgain(state: RunState, route: Route, waitMs: number, nowMs: number): [RunState, RunStep] {
  const next: RunState = {
    ...state,
    attempts: state.attempts + 1,
    retriesOnRoute: state.retriesOnRoute + 1,
    retryCount: state.retryCount + 1,
    nextN: state.nextN + 1,
  };
  const step: RunStep = {
    kind: "attempt",
    n: state.nextN,
    route,
    purpose: "retry",
    waitMs,
    timeouts: clipTimeouts(route.timeouts, leftMsOf(state, nowMs) - waitMs),
    skipped: [],
    note: null,
  };
  return [next, step];
}

/** The step that ends the request, with every candidate still ahead accounted for. */
export function end(
  state: RunState,
  reasonCode: ReasonCode,
  refusals: readonly Refusal[],
  signal: Signal | null,
  nowMs: number,
): [RunState, RunStep] {
  const skipped = recordSkipped(state, refusals, nowMs);
  const next: RunState = { ...state, cursor: state.candidates.length, nextN: state.nextN + skipped.length };
  return [next, { kind: "finish", reasonCode, skipped, signal }];
}

/** Every candidate still ahead, refused for one reason. */
export function refuseRest(state: RunState, reason: ReasonCode): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (let index = state.cursor; index < state.candidates.length; index += 1) {
    refusals.push({ index, reason, detail: null });
  }
  return refusals;
}
