/**
 * Every attempt ends in exactly one signal class: what happened, seen from the gateway.
 * Source: the classification table of the fallback runbook (seed 002), completed so that no ending is unnamed.
 */
export const SIGNAL_CLASSES = [
  "ok",
  "transport_timeout",
  "transport_error",
  "server_error",
  "rate_limited",
  "account_error",
  "client_error",
  "content_policy",
  "route_unavailable",
  "invalid_output",
  "stream_interrupted",
  "client_closed",
  "gateway_interrupted",
] as const;

export type SignalClass = (typeof SIGNAL_CLASSES)[number];

/** A class that means the attempt did not serve the caller. */
export type FailureClass = Exclude<SignalClass, "ok">;

export const FAILURE_CLASSES = SIGNAL_CLASSES.filter((name): name is FailureClass => name !== "ok");

/** Which of our own deadlines fired; the `detail` of a `transport_timeout`. */
export const TIMEOUT_KINDS = ["connect", "headers", "first_token", "idle", "total"] as const;

export type TimeoutKind = (typeof TIMEOUT_KINDS)[number];
