import { assertNever } from "./assert-never";
import type { BreakerOptions } from "./breaker-options";
import { addCall, type CallWindow, emptyWindow, windowTotals } from "./call-window";

/** Why a breaker changed state. */
export type BreakerCause =
  | "failure_rate"
  | "consecutive_failures"
  | "slow_call_rate"
  | "probe_failed"
  | "probes_succeeded"
  | "open_interval_over"
  | "operator";

interface OpenInterval {
  /** How many times in a row it has opened without closing; doubles the interval. */
  readonly round: number;
}

/** The circuit breaker of one route. `sinceMs` is when it entered the state, null for the state it started in. */
export type Breaker =
  | { readonly kind: "closed"; readonly sinceMs: number | null; readonly window: CallWindow | null }
  | ({
      readonly kind: "open";
      readonly sinceMs: number;
      readonly retryAtMs: number;
      readonly cause: BreakerCause;
    } & OpenInterval)
  | ({
      readonly kind: "half_open";
      readonly sinceMs: number;
      readonly inFlight: number;
      readonly succeeded: number;
      readonly lastProbeAtMs: number;
    } & OpenInterval)
  | { readonly kind: "forced_open"; readonly sinceMs: number }
  | { readonly kind: "disabled"; readonly sinceMs: number }
  | { readonly kind: "metrics_only"; readonly sinceMs: number; readonly window: CallWindow | null };

export type BreakerState = Breaker["kind"];

/** Whether a route may be called. `retryAtMs` is null when only an operator can change the answer. */
export type Admission =
  | { readonly kind: "admit"; readonly probe: boolean }
  | { readonly kind: "refuse"; readonly retryAtMs: number | null };

/** `slow` served too late; `ignored` says nothing about the route (the caller left, or the request was wrong). */
export type CallResult = "ok" | "slow" | "failure" | "ignored";

export interface BreakerTransition {
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly cause: BreakerCause;
  /** The figures behind the cause, for the event: "6 of 10 calls failed within 30 s". Empty when there are none. */
  readonly detail: string;
}

const ADMIT: Admission = { kind: "admit", probe: false };
const ADMIT_PROBE: Admission = { kind: "admit", probe: true };
const REFUSE_BY_OPERATOR: Admission = { kind: "refuse", retryAtMs: null };
const INITIAL: Breaker = { kind: "closed", sinceMs: null, window: null };

export function initialBreaker(): Breaker {
  return INITIAL;
}

/**
 * Whether a call may be made now. An open breaker whose interval is over becomes half open and lets `halfOpenProbes`
 * calls through; each admitted probe must be followed by `recordCall` or `releaseProbe`. A probe that never reported
 * back stops counting after `maxOpenMs`.
 */
export function admit(breaker: Breaker, options: BreakerOptions, nowMs: number): [Admission, Breaker] {
  switch (breaker.kind) {
    case "closed":
    case "metrics_only":
      return [ADMIT, breaker];
    case "forced_open":
    case "disabled":
      return [REFUSE_BY_OPERATOR, breaker];
    case "open":
      if (nowMs < breaker.retryAtMs) return [{ kind: "refuse", retryAtMs: breaker.retryAtMs }, breaker];
      return [
        ADMIT_PROBE,
        {
          kind: "half_open",
          sinceMs: nowMs,
          inFlight: 1,
          succeeded: 0,
          lastProbeAtMs: nowMs,
          round: breaker.round,
        },
      ];
    case "half_open": {
      const inFlight = nowMs - breaker.lastProbeAtMs >= options.maxOpenMs ? 0 : breaker.inFlight;
      if (inFlight + breaker.succeeded >= options.halfOpenProbes) {
        return [{ kind: "refuse", retryAtMs: nowMs + options.openMs }, breaker];
      }
      return [ADMIT_PROBE, { ...breaker, inFlight: inFlight + 1, lastProbeAtMs: nowMs }];
    }
    default:
      return assertNever(breaker);
  }
}

/** The transition `admit` made, if any: it only ever turns an open breaker half open. */
export function admissionTransition(before: Breaker, after: Breaker): BreakerTransition | null {
  if (before.kind !== "open" || after.kind !== "half_open") return null;
  return { from: "open", to: "half_open", cause: "open_interval_over", detail: "" };
}

/**
 * The breaker after a call ended. `random` in [0, 1) spreads the open interval by 10 % either way, so that many
 * instances do not probe at once. `wasProbe` is false for a call admitted before the breaker opened: its late end says
 * nothing about the probes.
 */
export function recordCall(
  breaker: Breaker,
  result: CallResult,
  options: BreakerOptions,
  nowMs: number,
  random: number,
  wasProbe = true,
): [Breaker, BreakerTransition | null] {
  switch (breaker.kind) {
    case "closed": {
      if (result === "ignored") return [breaker, null];
      const window = addCall(breaker.window ?? emptyWindow(nowMs), result, options.windowMs, nowMs);
      const trip = isSpotless(window) ? null : tripOf(window, options, nowMs);
      if (trip === null) return [{ kind: "closed", sinceMs: breaker.sinceMs, window }, null];
      return open("closed", 1, trip.cause, trip.detail, options, nowMs, random);
    }
    case "metrics_only": {
      if (result === "ignored") return [breaker, null];
      const window = addCall(breaker.window ?? emptyWindow(nowMs), result, options.windowMs, nowMs);
      return [{ kind: "metrics_only", sinceMs: breaker.sinceMs, window }, null];
    }
    case "half_open":
      return wasProbe ? recordProbe(breaker, result, options, nowMs, random) : [breaker, null];
    case "open":
    case "forced_open":
    case "disabled":
      return [breaker, null];
    default:
      return assertNever(breaker);
  }
}

/** Gives back the place of a probe that neither succeeded nor failed, for instance because the caller left. */
export function releaseProbe(breaker: Breaker): Breaker {
  return breaker.kind === "half_open" ? { ...breaker, inFlight: Math.max(0, breaker.inFlight - 1) } : breaker;
}

/** What an operator may order: keep it open, take the route out, only measure, or start afresh. */
export type BreakerOverride = "forced_open" | "disabled" | "metrics_only" | "closed";

/** The breaker after an operator's order; no transition when it already is in that state. */
export function overrideBreaker(
  breaker: Breaker,
  order: BreakerOverride,
  nowMs: number,
  /** Whose order it is and why, for the event. */
  detail = "",
): [Breaker, BreakerTransition | null] {
  if (breaker.kind === order) return [breaker, null];
  const transition: BreakerTransition = { from: breaker.kind, to: order, cause: "operator", detail };
  if (order === "closed" || order === "metrics_only") {
    return [{ kind: order, sinceMs: nowMs, window: null }, transition];
  }
  return [{ kind: order, sinceMs: nowMs }, transition];
}

function recordProbe(
  breaker: Extract<Breaker, { kind: "half_open" }>,
  result: CallResult,
  options: BreakerOptions,
  nowMs: number,
  random: number,
): [Breaker, BreakerTransition | null] {
  if (result === "ignored") return [releaseProbe(breaker), null];
  if (result === "failure" || (result === "slow" && options.slowCallRate !== null)) {
    const detail = result === "slow" ? "a probe was slow" : "a probe failed";
    return open("half_open", breaker.round + 1, "probe_failed", detail, options, nowMs, random);
  }
  const succeeded = breaker.succeeded + 1;
  if (succeeded < options.halfOpenProbes) {
    return [{ ...breaker, inFlight: Math.max(0, breaker.inFlight - 1), succeeded }, null];
  }
  const detail = `${succeeded} of ${succeeded} probes succeeded`;
  return [
    { kind: "closed", sinceMs: nowMs, window: null },
    { from: "half_open", to: "closed", cause: "probes_succeeded", detail },
  ];
}

function open(
  from: BreakerState,
  round: number,
  cause: BreakerCause,
  detail: string,
  options: BreakerOptions,
  nowMs: number,
  random: number,
): [Breaker, BreakerTransition] {
  const intervalMs = Math.min(options.openMs * 2 ** (round - 1), options.maxOpenMs) * (0.9 + 0.2 * random);
  return [
    { kind: "open", sinceMs: nowMs, retryAtMs: nowMs + Math.round(intervalMs), cause, round },
    { from, to: "open", cause, detail },
  ];
}

/** The ordinary case, decided without adding anything up. */
function isSpotless(window: CallWindow): boolean {
  return window.failures + window.pastFailures + window.slow + window.pastSlow === 0;
}

function tripOf(
  window: CallWindow,
  options: BreakerOptions,
  nowMs: number,
): { readonly cause: BreakerCause; readonly detail: string } | null {
  if (window.consecutiveFailures >= options.consecutiveFailures) {
    return { cause: "consecutive_failures", detail: `${window.consecutiveFailures} calls failed in a row` };
  }
  const { calls, failures, slow } = windowTotals(window, options.windowMs, nowMs);
  if (calls < options.minimumCalls) return null;
  const span = `within ${options.windowMs / 1_000} s`;
  if (failures / calls >= options.failureRate) {
    return { cause: "failure_rate", detail: `${failures} of ${calls} calls failed ${span}` };
  }
  if (options.slowCallRate !== null && slow / calls >= options.slowCallRate) {
    return { cause: "slow_call_rate", detail: `${slow} of ${calls} calls were slow ${span}` };
  }
  return null;
}
