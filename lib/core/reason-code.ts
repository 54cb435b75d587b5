/**
 * Operator-facing reason codes: a closed set, one on every attempt that did not serve and one on every final outcome.
 * The first seven are the runbook's (seed 002); the others exist because the runbook's own rules need a name.
 */
export const REASON_CODES = [
  "primary_timeout",
  "primary_transient_error",
  "primary_rate_limited",
  "client_contract_error",
  "auth_or_account_error",
  "fallback_validation_failed",
  "circuit_open",
  "primary_unavailable",
  "primary_invalid_output",
  "fallback_failed",
  "stream_interrupted",
  "content_policy",
  "context_length_exceeded",
  "budget_exhausted",
  "no_eligible_route",
  "route_disabled",
  "incompatible_candidate",
  "not_production_eligible",
  "unsafe_to_repeat",
  "state_not_portable",
  "superseded_route_version",
  "client_closed",
  "gateway_interrupted",
  "overloaded",
  "served_by_primary",
  "served_by_retry",
  "served_by_fallback",
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];
