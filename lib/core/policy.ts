import type { FailureClass } from "./signal-class";

/** What one signal class allows. Data, not code: an alias may override rows, within `policyDefect`. */
export interface PolicyRow {
  /** Retries on the same route: never, once with backoff, or only after the provider's own stated wait. */
  readonly retry: "never" | "backoff" | "after_stated_wait";
  /** Fallback to another route: never, to any eligible one, or only to one with verified capacity or a larger context window. */
  readonly fallback: "never" | "any" | "capacity_verified" | "larger_context";
  /** What the breaker of the route learns from it. */
  readonly breaker: "failure" | "malformed" | "cool_down" | "ignore";
}

export type PolicyTable = Readonly<Record<FailureClass, PolicyRow>>;

export type PolicyOverrides = Readonly<Partial<Record<FailureClass, Partial<PolicyRow>>>>;

export declare const DEFAULT_POLICY: PolicyTable;
export declare function applyPolicyOverrides(overrides: PolicyOverrides): PolicyTable;
export declare function policyDefect(table: PolicyTable): string | null;
