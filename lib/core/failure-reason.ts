import { assertNever } from "./assert-never";
import type { ReasonCode } from "./reason-code";
import type { Signal } from "./signal";

/**
 * The reason code of an attempt that failed. Failures that belong to the caller, the account or the prompt keep their
 * name wherever they happen; the others are told apart by whether the route was a fallback.
 */
export function failureReason(signal: Signal, isFallback: boolean): ReasonCode {
  switch (signal.class) {
    case "account_error":
      return "auth_or_account_error";
    case "client_error":
      return signal.detail === "context_length" ? "context_length_exceeded" : "client_contract_error";
    case "content_policy":
    case "stream_interrupted":
    case "client_closed":
    case "gateway_interrupted":
      return signal.class;
    case "invalid_output":
      return isFallback ? "fallback_validation_failed" : "primary_invalid_output";
    case "transport_timeout":
      return isFallback ? "fallback_failed" : "primary_timeout";
    case "transport_error":
    case "server_error":
      return isFallback ? "fallback_failed" : "primary_transient_error";
    case "rate_limited":
      return isFallback ? "fallback_failed" : "primary_rate_limited";
    case "route_unavailable":
      return isFallback ? "fallback_failed" : "primary_unavailable";
    default:
      return assertNever(signal.class);
  }
}
