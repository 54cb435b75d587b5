import type { ReasonCode } from "../core/reason-code";
import type { Signal } from "../core/signal";
import type { Refusal } from "./refusal";

/** What a request that no attempt could serve is answered with. `redact` is applied to every provider text. */
export function failureAnswer(
  alias: string,
  reason: ReasonCode,
  signal: Signal | null,
  redact: (text: string) => string,
): Refusal {
  if (signal !== null && isCallersToMend(signal)) return passedThrough(signal, redact);
  const retryAfterMs = signal?.statedWaitMs ?? null;
  return {
    status: reason === "state_not_portable" ? 400 : 503,
    code: reason,
    message: sentence(alias, reason),
    headers: {
      "x-should-retry": "false",
      "retry-after": retryAfterMs === null ? undefined : String(Math.ceil(retryAfterMs / 1000)),
    },
  };
}

/** For a stream that broke off after the caller saw part of it. `detail` is what is known of the cause. */
export function brokenStream(route: string, detail: string | null): Refusal {
  const message = `The stream from route ${route} broke off (${detail ?? "interrupted"}); the answer is incomplete. Send the request again.`;
  return { status: 503, code: "stream_interrupted", message };
}

/** For an answer whose recording failed: the caller may come back, nothing was served unrecorded. */
export function unrecorded(why: string): Refusal {
  return overloaded(`The request could not be recorded (${why}); nothing is served unrecorded.`);
}

/** For a request that this instance cannot take or finish now; another, or this one in a second, can. */
export function overloaded(message: string): Refusal {
  return { status: 503, code: "overloaded", message, headers: { "retry-after": "1" } };
}

/**
 * For a request that was turned away at the door: nothing was done, so sending it again is safe. `random` in [0, 1)
 * spreads the callers who come back over three seconds.
 */
export function shed(reason: string, random: number): Refusal {
  const headers = { "retry-after": String(1 + Math.floor(random * 3)), "x-should-retry": "true" };
  const message = `This instance takes no new requests: ${reason}. Try again shortly.`;
  return { status: 503, code: "overloaded", message, headers };
}

/** For a conversation that is not the caller's: no more is said than about one that never was. */
export function unknownResponse(): Refusal {
  return {
    status: 400,
    code: "previous_response_not_found",
    type: "invalid_request_error",
    param: "previous_response_id",
    message: "There is no response of yours with this 'previous_response_id'.",
    headers: { "x-should-retry": "false" },
  };
}

function isCallersToMend(signal: Signal): boolean {
  return signal.class === "client_error" || signal.class === "content_policy";
}

/** A provider's answer to a request that no other route would take either: its status and words, sanitized. */
function passedThrough(signal: Signal, redact: (text: string) => string): Refusal {
  const status =
    signal.httpStatus !== null && signal.httpStatus >= 400 && signal.httpStatus < 500 ? signal.httpStatus : 400;
  const clean = (text: string | null) => (text === null ? null : redact(text));
  return {
    status,
    code: clean(signal.providerCode) ?? (signal.class === "content_policy" ? signal.class : "client_contract_error"),
    type: clean(signal.providerType) ?? "invalid_request_error",
    param: clean(signal.providerParam),
    message: clean(signal.providerMessage) ?? "The provider refused the request as invalid.",
    headers: { "x-should-retry": "false" },
  };
}

function sentence(alias: string, reason: ReasonCode): string {
  const text: Partial<Record<ReasonCode, string>> = {
    auth_or_account_error: "the provider account behind it needs its owner: a key, a permission or a balance is wrong",
    budget_exhausted: "the time or attempts allowed for one request ran out",
    circuit_open: "every route of it is cut off after repeated failures; try again shortly",
    fallback_validation_failed: "the fallback's answer did not pass the output checks and is not handed on",
    incompatible_candidate: "no route of it supports what the request asks for",
    no_eligible_route: "it has no route that may take this request",
    primary_rate_limited: "the provider limits its rate and no other route has verified capacity",
    route_disabled: "its route was switched off by an operator",
    state_not_portable: "the conversation state lives at a provider that is not available",
    unsafe_to_repeat: "an attempt ended without telling whether it acted, and repeating it could act twice",
  };
  return `The alias '${alias}' could not be served: ${text[reason] ?? "every route that could be tried failed"}.`;
}
