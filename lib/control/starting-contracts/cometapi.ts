import type { ContractSetting } from "@/lib/contract/contract-sheet";
import type { ContractRowId } from "@/lib/core/contract-rows";
import type { ContractFact } from "./contract-facts";

const CHAT_PAGE = "https://apidoc.cometapi.com/api/text/chat";
const RESPONSES_PAGE = "https://apidoc.cometapi.com/api/text/responses";
const ERRORS_PAGE = "https://apidoc.cometapi.com/errors/error-codes-handling";
const HELP_CENTER = "https://apidoc.cometapi.com/support/help-center";
const MODELS_PAGE = "https://apidoc.cometapi.com/overview/models";

type Facts = Partial<Record<ContractRowId, ContractFact>>;

/** Statuses that say another thing than they mean; the code inside the body decides. */
const DEVIATIONS: ContractSetting = {
  kind: "deviations",
  deviations: [
    { status: 500, code: "invalid_request", means: "client_error" },
    { status: 503, code: "model_not_found", means: "route_unavailable" },
  ],
};

const ACCOUNT_FACTS: Facts = {
  auth_header: {
    value: "Authorization: Bearer <key>. A missing or malformed key answers 401.",
    sourceUrl: CHAT_PAGE,
    safeWording: "CometAPI takes the key as a bearer token in the Authorization header.",
  },
  error_shape: {
    value:
      "error.message, error.type (usually comet_api_error), error.code (string, empty, or absent), error.param (string or empty). " +
      "A malformed request answers HTTP 500 with code invalid_request, an unknown model HTTP 503 with code model_not_found, " +
      "a model without a price HTTP 400 without a code. The request id stands inside the message. A wrong path answers a redirect or HTML.",
    sourceUrl: ERRORS_PAGE,
    safeWording: "Errors carry message, type and code; for status 500 the code decides, not the status.",
    setting: DEVIATIONS,
  },
  rate_limits: {
    value:
      "429 is documented with advice to back off; another page claims keys have no limit. No rate-limit headers are documented. " +
      "Charged is the listed price times the ratio. Whether failed or partial attempts are charged is not stated.",
    sourceUrl: "https://apidoc.cometapi.com/guides/rate-limits-and-concurrency",
    safeWording: "Limits and billing of failed attempts have to be confirmed for the account; treat 429 as real.",
  },
  parameters: {
    value:
      "temperature 0-2 for GPT and Gemini, 0-1 for Claude; n 1-128 for GPT, 1 for Claude, 1-8 for Gemini; logprobs for GPT only; " +
      "reasoning_effort has an effect on o-series and GPT-5.1 and later only. Unsupported parameters may be dropped without an error.",
    sourceUrl: CHAT_PAGE,
    safeWording: "Parameter support differs by model family; check the table for the family behind the route.",
  },
  maintenance_window: {
    value: "About 01:00 to 05:00, time zone not stated. Short interruptions are possible.",
    sourceUrl: HELP_CENTER,
    safeWording: "A nightly maintenance window exists; confirm its hours and its time zone.",
  },
  waf_behaviour: {
    value: "A 403 may come from the web application firewall; the provider asks to be contacted.",
    sourceUrl: HELP_CENTER,
    safeWording: "An unexplained 403 may be the provider's firewall: contact its support, do not retry.",
  },
  platform_retries: {
    value:
      "The platform switches channels and retries by itself; a crashed channel comes back within about five minutes.",
    sourceUrl: HELP_CENTER,
    safeWording: "The platform retries on its own, so retries of ours multiply: keep them few.",
  },
};

const CHAT: Facts = {
  ...ACCOUNT_FACTS,
  endpoint_path: {
    value: "https://api.cometapi.com/v1, POST /chat/completions.",
    sourceUrl: CHAT_PAGE,
    safeWording: "Chat Completions are served at POST /v1/chat/completions.",
  },
  request_fields: {
    value:
      "model and messages are required. stream, tools, response_format and the usual sampling fields depend on the model.",
    sourceUrl: CHAT_PAGE,
    safeWording: "The request has the OpenAI chat shape; optional fields depend on the model family.",
  },
  response_fields: {
    value:
      "id, object chat.completion, created, model, choices[].message.content, choices[].finish_reason, usage. " +
      "model comes back as a dated snapshot; usage may carry extra fields; some models add reasoning_content.",
    sourceUrl: CHAT_PAGE,
    safeWording: "The answer has the OpenAI chat shape; the returned model name may differ from the one asked for.",
  },
  finish_reasons: {
    value: "stop, length, tool_calls, content_filter; an older page names function_call.",
    sourceUrl: CHAT_PAGE,
    safeWording: "finish_reason is one of stop, length, tool_calls or content_filter; others are possible by provider.",
  },
  streaming_events: {
    value: "chat.completion.chunk events, a last chunk with usage although nobody asked for it, then [DONE].",
    sourceUrl: CHAT_PAGE,
    safeWording: "Streams end with [DONE]; usage comes in a last chunk.",
  },
};

const RESPONSES: Facts = {
  ...ACCOUNT_FACTS,
  endpoint_path: {
    value: "https://api.cometapi.com/v1, POST /responses.",
    sourceUrl: RESPONSES_PAGE,
    safeWording: "Responses are served at POST /v1/responses.",
  },
  request_fields: {
    value:
      "model and input are required. Recommended for o-series, GPT-5 and Codex models; the catalogue says which models take it.",
    sourceUrl: MODELS_PAGE,
    safeWording: "The request has the OpenAI Responses shape; not every model is served on this endpoint.",
  },
  response_fields: {
    value:
      "id, object response, status, output[].content[].text, incomplete_details, error, usage with input_tokens and output_tokens.",
    sourceUrl: RESPONSES_PAGE,
    safeWording: "The answer has an output list and a status; HTTP 200 alone does not mean that it succeeded.",
  },
  finish_reasons: {
    value: "status completed, failed, cancelled or incomplete; incomplete_details.reason says what cut it.",
    sourceUrl: RESPONSES_PAGE,
    safeWording: "Read status and incomplete_details; there is no finish_reason.",
  },
  streaming_events: {
    value:
      "response.created, response.in_progress, output events, response.completed. Whether [DONE] follows is not settled.",
    sourceUrl: RESPONSES_PAGE,
    safeWording: "A stream begins with response.created and ends with its terminal event; [DONE] may follow.",
  },
};

export const COMETAPI_FACTS = { chat: CHAT, responses: RESPONSES } as const;
