import type { BreakerOptions } from "./breaker-options";

export type BreakerState = "closed" | "open" | "half_open" | "forced_open" | "disabled" | "metrics_only";

export interface Breaker {
  readonly kind: BreakerState;
}

export type Admission =
  | { readonly kind: "admit"; readonly probe: boolean }
  | { readonly kind: "refuse"; readonly retryAtMs: number | null };

export type CallResult = "ok" | "slow" | "failure" | "ignored";

export interface BreakerTransition {
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly cause: string;
}

export declare function initialBreaker(): Breaker;
export declare function admit(breaker: Breaker, options: BreakerOptions, nowMs: number): [Admission, Breaker];
export declare function recordCall(
  breaker: Breaker,
  result: CallResult,
  options: BreakerOptions,
  nowMs: number,
  random: number,
): [Breaker, BreakerTransition | null];
export declare function releaseProbe(breaker: Breaker): Breaker;
