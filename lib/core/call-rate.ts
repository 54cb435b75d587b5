/**
 * A steady rate with a burst, kept as one number: the moment at which the bucket would be empty again (generic cell
 * rate algorithm). Times in milliseconds on any monotonic clock.
 */
export interface CallRate {
  readonly perMinute: number;
  /** Calls that may come at once after a quiet spell. */
  readonly burst: number;
}

export type RateVerdict =
  | { readonly kind: "allowed"; readonly nextMs: number }
  | { readonly kind: "refused"; readonly retryAfterMs: number };

/** Judges one call at `nowMs`; `fullAtMs` is the `nextMs` of the last allowed call, or 0. */
export function judgeRate(fullAtMs: number, rate: CallRate, nowMs: number): RateVerdict {
  const intervalMs = 60_000 / rate.perMinute;
  const earliest = Math.max(fullAtMs, nowMs) + intervalMs;
  const allowedAtMs = earliest - intervalMs * rate.burst;
  return allowedAtMs <= nowMs
    ? { kind: "allowed", nextMs: earliest }
    : { kind: "refused", retryAfterMs: Math.ceil(allowedAtMs - nowMs) };
}
