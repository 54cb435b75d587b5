import type { ComparedWith, GateName, RateGate } from "./gate";

export const GATE_TITLES: Readonly<Record<GateName, string>> = {
  server_errors: "Server errors",
  timeouts: "Timeouts",
  malformed: "Malformed answers",
  auth: "Key and account",
  acceptance: "Failed requests",
  fallback_volume: "Fallbacks",
  latency_p95: "p95 latency",
  latency_p99: "p99 latency",
  cost: "Cost",
};

/** What a rate gate counts, as a sentence goes on after "12 of 800". */
export const COUNTED: Readonly<Record<RateGate, { readonly of: string; readonly are: string }>> = {
  server_errors: { of: "calls", are: "ended in a server or connection error" },
  timeouts: { of: "calls", are: "timed out" },
  malformed: { of: "calls", are: "gave a malformed or broken-off answer" },
  auth: { of: "calls", are: "were refused for the key or the account" },
  acceptance: { of: "requests", are: "failed for the caller" },
  fallback_volume: { of: "requests", are: "had to fall back" },
};

export const COMPARED_WITH: Readonly<Record<ComparedWith, string>> = {
  control: "the control group",
  stable: "stable callers of the same cohorts",
  other_cohorts: "stable callers of other cohorts",
};
