import type { SignalClass } from "@/lib/core/signal-class";

/** The shortest honest word for how an attempt ended, as a chain prints it. */
export const SIGNAL_SHORT: Readonly<Record<SignalClass, string>> = {
  ok: "ok",
  transport_timeout: "timeout",
  transport_error: "no connection",
  server_error: "server error",
  rate_limited: "rate limited",
  account_error: "account error",
  client_error: "invalid request",
  content_policy: "content policy",
  route_unavailable: "unavailable",
  invalid_output: "invalid output",
  stream_interrupted: "stream broke",
  client_closed: "caller left",
  gateway_interrupted: "gateway stopped",
};

/** What the route did, as the verb of a sentence: "openai-chat timed out". */
export const SIGNAL_VERB: Readonly<Record<SignalClass, string>> = {
  ok: "answered",
  transport_timeout: "timed out",
  transport_error: "could not be reached",
  server_error: "answered with a server error",
  rate_limited: "was rate limited",
  account_error: "refused the account or key",
  client_error: "refused the request as invalid",
  content_policy: "refused the content",
  route_unavailable: "was unavailable",
  invalid_output: "gave an invalid answer",
  stream_interrupted: "broke off its stream",
  client_closed: "was still answering when the caller left",
  gateway_interrupted: "was still answering when the gateway stopped",
};
