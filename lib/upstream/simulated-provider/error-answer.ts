import type { FaultKind } from "./fault";

/** Whose error habits a simulated provider has. */
export type Flavour = "openai" | "comet";

/** A complete answer that is an error: status, headers and the bytes of the body. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface ErrorFields {
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param?: string | null;
}

const HTML_502 =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n" +
  "<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n";

interface Failure extends ErrorFields {
  readonly status: number;
  /** Only CometAPI fails like this, whatever the provider's own flavour. */
  readonly isComet?: boolean;
}

/** The faults that are an error envelope. `{model}` stands for the model asked for. */
const FAILURES: { readonly [kind in FaultKind]?: Failure } = {
  error_500: {
    status: 500,
    message: "The server had an error while processing your request. Sorry about that!",
    type: "server_error",
    code: null,
  },
  error_503: {
    status: 503,
    message: "The engine is currently overloaded, please try again later.",
    type: "service_unavailable_error",
    code: "server_is_overloaded",
  },
  rate_limited: {
    status: 429,
    message: "Rate limit reached for {model}.",
    type: "requests",
    code: "rate_limit_exceeded",
  },
  auth_failure: { status: 401, message: "Invalid token", type: "invalid_request_error", code: "invalid_api_key" },
  quota_spent: {
    status: 429,
    message: "You exceeded your current quota, please check your plan and billing details.",
    type: "insufficient_quota",
    code: "insufficient_quota",
  },
  context_length: {
    status: 400,
    message: "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
    type: "invalid_request_error",
    code: "context_length_exceeded",
    param: "messages",
  },
  content_filter: {
    status: 400,
    message: "Your request was rejected as a result of our safety system.",
    type: "invalid_request_error",
    code: "content_policy_violation",
  },
  prefill_refusal: {
    status: 400,
    message: "This model does not support assistant message prefill. The conversation must end with a user message.",
    type: "invalid_request_error",
    code: null,
    param: "messages",
  },
  invalid_request_500: {
    status: 500,
    isComet: true,
    message: "field messages is required",
    type: "invalid_request_error",
    code: "invalid_request",
  },
  model_not_found_503: {
    status: 503,
    isComet: true,
    message: "no available channel for group default and model {model} (distributor)",
    type: "invalid_request_error",
    code: "model_not_found",
  },
};

/** The error a fault answers with, or null when the fault is not a plain error answer. */
export function faultAnswer(
  fault: FaultKind,
  flavour: Flavour,
  call: { readonly id: string; readonly model: string; readonly retryAfterSeconds: number | null },
): ErrorAnswer | null {
  if (fault === "html_502") {
    return { status: 502, headers: { "content-type": "text/html", server: "cloudflare" }, body: HTML_502 };
  }
  const known = FAILURES[fault];
  if (known === undefined) return null;
  const isWaitStated = fault === "rate_limited" && call.retryAfterSeconds !== null;
  return failure(
    known.isComet === true ? "comet" : flavour,
    call.id,
    known.status,
    { ...known, message: known.message.replace("{model}", call.model) },
    isWaitStated ? { "retry-after": String(call.retryAfterSeconds) } : {},
  );
}

/** A request the provider itself refuses: both flavours say it in their own way, CometAPI with a server status. */
export function refusedField(flavour: Flavour, id: string, field: string): ErrorAnswer {
  const error = { message: `field ${field} is required`, type: "invalid_request_error", param: field };
  if (flavour === "comet") return failure(flavour, id, 500, { ...error, code: "invalid_request" });
  return failure(flavour, id, 400, { ...error, code: "missing_required_parameter" });
}

export function refusedKey(flavour: Flavour, id: string): ErrorAnswer {
  const error = { message: "Invalid token", type: "invalid_request_error" };
  return failure(flavour, id, 401, { ...error, code: flavour === "comet" ? "" : "invalid_api_key" });
}

export function unknownModel(flavour: Flavour, id: string, model: string): ErrorAnswer {
  if (flavour === "comet") {
    const message = `no available channel for group default and model ${model} (distributor)`;
    return failure(flavour, id, 503, { message, type: "", code: "model_not_found" });
  }
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return failure(flavour, id, 404, { message, type: "invalid_request_error", code: "model_not_found" });
}

/** Source: the envelopes recorded in the protocol notes; CometAPI writes its request id into the message. */
function failure(
  flavour: Flavour,
  id: string,
  status: number,
  { message, type, code, param = null }: ErrorFields,
  headers: Record<string, string> = {},
): ErrorAnswer {
  const error =
    flavour === "comet"
      ? { message: `${message} (request id: ${id})`, type: "comet_api_error", param: param ?? "", code: code ?? "" }
      : { message, type, param, code };
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ error }) };
}
