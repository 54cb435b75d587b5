import type { ContractRowId } from "@/lib/core/contract-rows";
import type { ContractFact } from "./contract-facts";

const API_FILE = "https://github.com/openai/openai-openapi";
const ERROR_HELP = "https://help.openai.com/en/articles/6614457";
const ERROR_CODES = "https://developers.openai.com/api/docs/guides/error-codes";

type Facts = Partial<Record<ContractRowId, ContractFact>>;

const ACCOUNT_FACTS: Facts = {
  auth_header: {
    value:
      "Authorization: Bearer <key>. A wrong key answers 401 with code invalid_api_key and repeats parts of the key.",
    sourceUrl: ERROR_CODES,
    safeWording: "OpenAI takes the key as a bearer token in the Authorization header.",
  },
  error_shape: {
    value:
      "error.message, error.type, error.param and error.code, all four present; code and param may be null. " +
      "400 for invalid requests, 401 for keys, 404 with model_not_found, 429 for limits and for spent budgets, 500 and 503 for the server.",
    sourceUrl: ERROR_CODES,
    safeWording:
      "Errors carry message, type, param and code; a 429 may be a limit or a spent budget, the code says which.",
  },
  rate_limits: {
    value:
      "x-ratelimit-limit, -remaining and -reset headers for requests and tokens; resets are durations such as 6m0s. " +
      "insufficient_quota and spend limits also answer 429 and must not be retried.",
    sourceUrl: ERROR_HELP,
    safeWording: "Limits are per account and visible in headers; spent budgets look like rate limits and are not.",
  },
  parameters: {
    value:
      "temperature 0-2, n 1-128, top_logprobs 0-20, stop at most 4. Reasoning models refuse temperature and logprobs and take max_completion_tokens.",
    sourceUrl: API_FILE,
    safeWording: "Parameter ranges are those of the published API file; reasoning models take fewer.",
  },
  maintenance_window: {
    value: "No scheduled window is published.",
    sourceUrl: "https://status.openai.com",
    safeWording: "No maintenance window is announced; the status page tells of incidents.",
  },
  waf_behaviour: {
    value:
      "403 for a country, region or territory that is not supported; error pages of the network in front can be HTML.",
    sourceUrl: ERROR_CODES,
    safeWording: "A 403 is a matter of account or region and is not retried.",
  },
  platform_retries: {
    value: "The official clients retry 408, 409, 429 and 5xx twice by default and obey x-should-retry.",
    sourceUrl: "https://github.com/openai/openai-node",
    safeWording: "Official clients retry twice unless they are told not to.",
  },
};

const CHAT: Facts = {
  ...ACCOUNT_FACTS,
  endpoint_path: {
    value: "https://api.openai.com/v1, POST /chat/completions.",
    sourceUrl: API_FILE,
    safeWording: "Chat Completions are served at POST /v1/chat/completions.",
  },
  request_fields: {
    value: "model and messages are required. max_tokens, seed and user are deprecated for newer fields.",
    sourceUrl: API_FILE,
    safeWording: "The request is the published chat request.",
  },
  response_fields: {
    value: "id, object chat.completion, created, model and choices are required; usage and service_tier are optional.",
    sourceUrl: API_FILE,
    safeWording: "The answer is the published chat completion; usage is usually there.",
  },
  finish_reasons: {
    value: "stop, length, tool_calls, content_filter, function_call.",
    sourceUrl: API_FILE,
    safeWording: "finish_reason is one of five documented words.",
  },
  streaming_events: {
    value:
      "chat.completion.chunk events ended by [DONE]. Usage comes in an extra last chunk when include_usage asks for it.",
    sourceUrl: API_FILE,
    safeWording: "Streams end with [DONE]; usage has to be asked for.",
  },
};

const RESPONSES: Facts = {
  ...ACCOUNT_FACTS,
  endpoint_path: {
    value: "https://api.openai.com/v1, POST /responses.",
    sourceUrl: API_FILE,
    safeWording: "Responses are served at POST /v1/responses.",
  },
  request_fields: {
    value:
      "model and input. Responses are stored unless store is false; previous_response_id goes on from a stored one.",
    sourceUrl: API_FILE,
    safeWording: "The request is the published Responses request; storage is on by default.",
  },
  response_fields: {
    value: "id, object response, status, output, error, incomplete_details, usage with input_tokens and output_tokens.",
    sourceUrl: API_FILE,
    safeWording: "The answer has an output list and a status; HTTP 200 alone does not mean that it succeeded.",
  },
  finish_reasons: {
    value:
      "status completed, failed, in_progress, cancelled, queued or incomplete; incomplete_details.reason max_output_tokens or content_filter.",
    sourceUrl: API_FILE,
    safeWording: "Read status and incomplete_details; there is no finish_reason.",
  },
  streaming_events: {
    value:
      "response.created, response.in_progress, output events with growing sequence numbers, one terminal event, no [DONE].",
    sourceUrl: API_FILE,
    safeWording: "A stream ends with its terminal event; [DONE] is not sent.",
  },
};

export const OPENAI_FACTS = { chat: CHAT, responses: RESPONSES } as const;
