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

/** Single fields of single rows. An absent field keeps the default. */
export type PolicyOverrides = {
  readonly [Class in FailureClass]?: { readonly [Field in keyof PolicyRow]?: PolicyRow[Field] | undefined } | undefined;
};

/**
 * The postures of the fallback runbook (seed 002). `stream_interrupted` is only ever reported after part of the answer
 * reached the caller; a stream that broke earlier is an ordinary transport or server failure.
 */
export const DEFAULT_POLICY: PolicyTable = {
  transport_timeout: { retry: "never", fallback: "any", breaker: "failure" },
  transport_error: { retry: "backoff", fallback: "any", breaker: "failure" },
  server_error: { retry: "backoff", fallback: "any", breaker: "failure" },
  rate_limited: { retry: "after_stated_wait", fallback: "capacity_verified", breaker: "cool_down" },
  account_error: { retry: "never", fallback: "never", breaker: "ignore" },
  client_error: { retry: "never", fallback: "larger_context", breaker: "ignore" },
  content_policy: { retry: "never", fallback: "never", breaker: "ignore" },
  route_unavailable: { retry: "never", fallback: "any", breaker: "failure" },
  invalid_output: { retry: "never", fallback: "any", breaker: "malformed" },
  stream_interrupted: { retry: "never", fallback: "never", breaker: "failure" },
  client_closed: { retry: "never", fallback: "never", breaker: "ignore" },
  gateway_interrupted: { retry: "never", fallback: "never", breaker: "ignore" },
};

/** The default table with an alias's overrides laid over it, field by field. */
export function applyPolicyOverrides(overrides: PolicyOverrides): PolicyTable {
  const row = (name: FailureClass): PolicyRow => {
    const base = DEFAULT_POLICY[name];
    const override = overrides[name];
    return {
      retry: override?.retry ?? base.retry,
      fallback: override?.fallback ?? base.fallback,
      breaker: override?.breaker ?? base.breaker,
    };
  };
  return {
    transport_timeout: row("transport_timeout"),
    transport_error: row("transport_error"),
    server_error: row("server_error"),
    rate_limited: row("rate_limited"),
    account_error: row("account_error"),
    client_error: row("client_error"),
    content_policy: row("content_policy"),
    route_unavailable: row("route_unavailable"),
    invalid_output: row("invalid_output"),
    stream_interrupted: row("stream_interrupted"),
    client_closed: row("client_closed"),
    gateway_interrupted: row("gateway_interrupted"),
  };
}

/** The classes that must end the request, and what repeating them elsewhere would do. */
const FINAL_CLASSES: ReadonlyArray<readonly [FailureClass, string]> = [
  ["client_error", "another route would only hide the caller's mistake"],
  ["account_error", "another route would hide a key or billing problem that its owner must fix"],
  ["content_policy", "another route would be a way around a safety decision"],
  ["stream_interrupted", "part of the answer has already reached the caller"],
  ["client_closed", "nobody is waiting for the answer"],
  ["gateway_interrupted", "the process that would repeat it is gone"],
];

/** Failures a caller can cause at will: counting them would let one caller open the breaker for everybody. */
const CALLER_CAUSED: readonly FailureClass[] = ["client_error", "content_policy", "client_closed"];

/**
 * One sentence that says why a table must be refused at load, or null when it is sound. A table never retries or falls
 * back on a failure that belongs to the caller or to the account; `client_error` may use `larger_context`, which only
 * applies to prompts that did not fit.
 */
export function policyDefect(table: PolicyTable): string | null {
  for (const [name, why] of FINAL_CLASSES) {
    const row = table[name];
    if (row.retry !== "never") return `policy.${name}.retry must be "never": ${why}.`;
    const allowed = name === "client_error" ? ["never", "larger_context"] : ["never"];
    if (!allowed.includes(row.fallback)) {
      return `policy.${name}.fallback must be ${allowed.map((value) => `"${value}"`).join(" or ")}: ${why}.`;
    }
  }
  for (const name of CALLER_CAUSED) {
    if (table[name].breaker !== "ignore") {
      return `policy.${name}.breaker must be "ignore": one caller could then open the breaker for everybody.`;
    }
  }
  return null;
}
