import type { CanaryOutcome, RateGate } from "./gate";
import type { ReasonCode } from "./reason-code";
import type { SignalClass } from "./signal-class";

/** Which gate a call of this class counts against; `null` for good calls, `unjudged` for what says nothing of a route. */
const GATE_OF_CLASS: Readonly<Record<SignalClass, RateGate | "unjudged" | null>> = {
  ok: null,
  transport_timeout: "timeouts",
  transport_error: "server_errors",
  server_error: "server_errors",
  route_unavailable: "server_errors",
  account_error: "auth",
  invalid_output: "malformed",
  // The head was a 200, but the answer is of no use to the caller.
  stream_interrupted: "malformed",
  // Busy, not broken: what callers notice of it is counted by the gates on fallbacks and failed requests.
  rate_limited: null,
  client_error: "unjudged",
  content_policy: "unjudged",
  client_closed: "unjudged",
  gateway_interrupted: "unjudged",
};

/** Final outcomes that are the caller's or our own doing, whatever the route. */
const UNJUDGED_REASONS: ReadonlySet<string> = new Set<ReasonCode>([
  "client_contract_error",
  "client_closed",
  "content_policy",
  "context_length_exceeded",
  "gateway_interrupted",
  "overloaded",
]);

/** The gate a call's signal class counts against; null for good, neutral and unknown classes. */
export function gateOfClass(name: string): RateGate | null {
  const gate = lookUp(name);
  return gate === "unjudged" ? null : gate;
}

/** Whether a call of this class belongs to the number a rate is taken of. */
export function isJudgedClass(name: string): boolean {
  return lookUp(name) !== "unjudged";
}

export function isJudgedReason(reason: string): boolean {
  return !UNJUDGED_REASONS.has(reason);
}

/** What one finished canary request says, from its last call of the canary route; null when it says nothing. */
export function canaryOutcome(request: {
  readonly traceId: string;
  readonly isFailed: boolean;
  readonly reason: string | null;
  readonly isFallback: boolean;
  readonly lastClass: string | null;
}): CanaryOutcome | null {
  const { traceId, lastClass, reason } = request;
  if (reason !== null && !isJudgedReason(reason)) return null;
  if (lastClass !== null && !isJudgedClass(lastClass)) return null;
  const failed: RateGate[] = [];
  const gate = lastClass === null ? null : gateOfClass(lastClass);
  if (gate !== null) failed.push(gate);
  if (request.isFailed) failed.push("acceptance");
  if (request.isFallback) failed.push("fallback_volume");
  return { traceId, isCalled: lastClass !== null, failed };
}

/** A class written by newer code says nothing here. */
function lookUp(name: string): RateGate | "unjudged" | null {
  return Object.hasOwn(GATE_OF_CLASS, name) ? GATE_OF_CLASS[name as SignalClass] : "unjudged";
}
