import type { FailureClass } from "@/lib/core/signal-class";
import { error, json } from "./corpus-row";

export interface AnswerRow {
  readonly source: string;
  readonly body: string;
  readonly class: FailureClass;
  readonly detail: string | null;
}

/** Errors that arrive with HTTP 200, as a body or as one server-sent event. */
export const ERRORS_WITH_200: readonly AnswerRow[] = [
  {
    source: "protocol B1: rate limit",
    body: error({ message: "Rate limit exceeded", code: 429 }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol B2: OpenRouter choice with an error",
    body: json({
      choices: [
        {
          message: { role: "assistant", content: "partial output..." },
          finish_reason: "error",
          error: {
            code: 502,
            message: "Provider disconnected mid-stream",
            metadata: { error_type: "provider_unavailable" },
          },
        },
      ],
    }),
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol S1: server_error frame",
    body: error({
      message: "The server had an error while processing your request. Sorry about that!",
      type: "server_error",
    }),
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol S2: numeric code",
    body: error({ message: "bad request", type: "provider_error", param: null, code: 400 }),
    class: "client_error",
    detail: null,
  },
  {
    source: "protocol S3: OpenRouter chunk with an error",
    body: json({
      id: "gen-abc123",
      object: "chat.completion.chunk",
      model: "openai/gpt-4o",
      error: { code: 429, message: "Rate limit exceeded", metadata: { error_type: "rate_limit_exceeded" } },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol S3: older form",
    body: error({ code: "server_error", message: "Provider disconnected" }),
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol S4: Responses quota, nested",
    body: json({
      type: "error",
      sequence_number: 2,
      error: {
        type: "insufficient_quota",
        code: "insufficient_quota",
        message: "You exceeded your current quota, please check your plan.",
        param: null,
      },
    }),
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol S4: response.failed",
    body: json({
      type: "response.failed",
      sequence_number: 3,
      response: { status: "failed", error: { code: "insufficient_quota", message: "You exceeded your current quota" } },
    }),
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol S5: Responses flat",
    body: json({
      type: "error",
      code: "ERR_SOMETHING",
      message: "Something went wrong",
      param: null,
      sequence_number: 4,
    }),
    class: "invalid_output",
    detail: "error_body",
  },
  {
    source: "protocol S6: Anthropic style",
    body: json({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol S7: vLLM frame before [DONE]",
    body: error({ message: "top_k must be -1 or at least 1", type: "BadRequestError", code: 400 }),
    class: "client_error",
    detail: "badrequesterror",
  },
  {
    source: "protocol V7: flat message instead of an answer",
    body: json({ message: "internal failure", id: "c0ffee" }),
    class: "invalid_output",
    detail: "error_body",
  },
];
