import type { FailureClass } from "@/lib/core/signal-class";

/** One provider failure as it appeared on the wire, and what it is. `source` names where it comes from. */
export interface CorpusRow {
  readonly source: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly class: FailureClass;
  readonly detail: string | null;
}

const json = (value: unknown): string => JSON.stringify(value);
const error = (fields: Readonly<Record<string, unknown>>): string => json({ error: fields });

const CLOUDFLARE_502 = `<!DOCTYPE html>
<html class="no-js" lang="en-US">
<head>
<title>api.openai.com | 502: Bad gateway</title>
<meta charset="UTF-8" /><link rel="stylesheet" id="cf_styles-css" href="/cdn-cgi/styles/main.css" />
</head><body><span class="inline-block">Bad gateway</span><span class="code-label">Error code 502</span></body></html>`;

/** Failures with a status that is not 2xx, grouped as in the protocol notes. */
export const HTTP_FAILURES: readonly CorpusRow[] = [
  {
    source: "protocol T2: a gateway's own timeout",
    status: 408,
    body: error({
      message: "Request exceeded the timeout sent in the request: 1000ms",
      type: "timeout_error",
      param: null,
      code: null,
    }),
    class: "server_error",
    detail: "timeout",
  },
  { source: "protocol H1: Cloudflare page", status: 502, body: CLOUDFLARE_502, class: "server_error", detail: null },
  {
    source: "protocol H1: Cloudflare timeout page",
    status: 524,
    body: "<html><head><title>api.openai.com | 524: A timeout occurred</title></head></html>",
    class: "server_error",
    detail: "timeout",
  },
  {
    source: "protocol H2: Cloudflare JSON",
    status: 502,
    body: error({ code: 502, message: "Bad gateway.", param: null, type: "cf_bad_gateway" }),
    headers: { server: "cloudflare", "cf-ray": "7d1a2b3c4d5e6f70-AMS" },
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol H5: llama.cpp loading",
    status: 503,
    body: error({ code: 503, message: "Loading model", type: "unavailable_error" }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol H6: OpenAI overloaded",
    status: 503,
    body: error({
      message: "The engine is currently overloaded, please try again later",
      type: "service_unavailable_error",
      code: "server_is_overloaded",
      param: null,
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol H7: Anthropic overloaded",
    status: 529,
    body: json({
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
      request_id: "req_011CTest",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  { source: "protocol H: bare 503", status: 503, body: "", class: "server_error", detail: null },
  { source: "protocol H: bare 500", status: 500, body: "Internal Server Error", class: "server_error", detail: null },
  { source: "protocol H: origin unreachable", status: 521, body: "", class: "server_error", detail: null },
  {
    source: "protocol 2.5: OpenAI server error",
    status: 500,
    body: error({ message: "The server had an error", type: "server_error", param: null, code: null }),
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol R1: tokens per minute",
    status: 429,
    body: error({
      message:
        "Rate limit reached for gpt-4o in organization org-abc123 on tokens per min (TPM): Limit 30000, Used 28500, Requested 5000. Please try again in 6s.",
      type: "tokens",
      code: "rate_limit_exceeded",
      param: null,
    }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol R2: quota at 429 is billing",
    status: 429,
    body: error({
      message:
        "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs.",
      type: "insufficient_quota",
      param: null,
      code: "insufficient_quota",
    }),
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol R3: Groq request larger than the limit",
    status: 413,
    body: error({
      message:
        "Request too large for model `llama3-70b-8192` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce your message size.",
      type: "tokens",
      code: "rate_limit_exceeded",
    }),
    class: "client_error",
    detail: "request_too_large",
  },
  {
    source: "protocol R4: Gemini answers with an array",
    status: 429,
    body: json([
      {
        error: { code: 429, message: "Resource has been exhausted (e.g. check quota).", status: "RESOURCE_EXHAUSTED" },
      },
    ]),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol R4: Gemini words a rate limit like billing",
    status: 429,
    body: error({
      code: 429,
      message: "You exceeded your current quota, please check your plan and billing details. Please retry in 34.07s.",
      status: "RESOURCE_EXHAUSTED",
    }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol R5: Azure, 429 wins over invalid_request_error, JSON inside the message",
    status: 429,
    body: json({
      event_id: null,
      error: {
        type: "invalid_request_error",
        message: json({ error: { code: "RateLimitReached", message: "Rate limit of 50000 per 60s exceeded" } }),
      },
    }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol R6: OpenRouter rate limit",
    status: 429,
    body: error({
      code: 429,
      message: "Rate limit exceeded",
      metadata: { error_type: "rate_limit_exceeded", provider_code: "rate_limited" },
    }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol R6: OpenRouter without credits",
    status: 402,
    body: error({ code: 402, message: "Insufficient credits" }),
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol R7: DeepSeek balance",
    status: 402,
    body: "Insufficient Balance",
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol R7: Anthropic spend limit at 429",
    status: 429,
    body: error({
      type: "rate_limit_error",
      message: "Limit reached",
      details: { error_code: "enforced_spend_limit_reached" },
    }),
    class: "account_error",
    detail: "billing",
  },
  { source: "protocol 3.1: Groq capacity", status: 498, body: "", class: "rate_limited", detail: null },
  {
    source: "protocol 0.8: slow_down",
    status: 429,
    body: error({ message: "Slow down", type: "rate_limit_error", code: "slow_down", param: null }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol 1.3: saturated group at 429",
    status: 429,
    body: error({ message: "The upstream load of the current group is saturated, please try again later" }),
    class: "rate_limited",
    detail: null,
  },
  {
    source: "protocol 1.3: saturated group at 503",
    status: 503,
    body: error({
      message: "The upstream load of the current group is saturated, please try again later",
      code: "upstream_load_saturated",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol A1: OpenAI bad key, as text/plain",
    status: 401,
    headers: { "content-type": "text/plain" },
    body: json({
      error: {
        message:
          "Incorrect API key provided: sk-inval**********6789. You can find your API key at https://platform.openai.com/account/api-keys.",
        type: "invalid_request_error",
        code: "invalid_api_key",
        param: null,
      },
      status: 401,
    }),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol A3: DeepSeek calls a bad key invalid_request_error",
    status: 401,
    body: error({
      message: "Authentication Fails, Your api key: ****6789 is invalid",
      type: "authentication_error",
      param: null,
      code: "invalid_request_error",
    }),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol A3: DeepSeek without header",
    status: 401,
    body: "Authentication Fails (governor)",
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol A4: Mistral",
    status: 401,
    body: json({ detail: "Unauthorized" }),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol A5: vLLM, error as a string",
    status: 401,
    body: json({ error: "Unauthorized" }),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol A6: Gemini bad key at 400",
    status: 400,
    body: json([
      {
        error: { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" },
      },
    ]),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol 1.3: new-api token",
    status: 401,
    body: error({
      code: "",
      message: "Invalid token (request id: 202606040746161667876668268d9d6oumb0OUc)",
      type: "new_api_error",
    }),
    class: "account_error",
    detail: "authentication",
  },
  {
    source: "protocol 1.3: new-api credit at 403",
    status: 403,
    body: error({
      message: "User's credit limit is insufficient, remaining credit limit: $0.000000",
      code: "insufficient_user_quota",
    }),
    class: "account_error",
    detail: "billing",
  },
  {
    source: "protocol 1.5: WAF page",
    status: 403,
    body: "<html><head><title>Attention Required! | Cloudflare</title></head></html>",
    class: "account_error",
    detail: "waf",
  },
  {
    source: "protocol 2.5: region",
    status: 403,
    body: error({
      message: "Country, region, or territory not supported",
      type: "request_forbidden",
      code: "unsupported_country_region_territory",
    }),
    class: "account_error",
    detail: "region",
  },
  {
    source: "protocol V1: unsupported parameter",
    status: 400,
    body: error({
      code: "unsupported_parameter",
      message:
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      param: "max_tokens",
      type: "invalid_request_error",
    }),
    class: "client_error",
    detail: "unsupported_parameter",
  },
  {
    source: "protocol V2: empty messages",
    status: 400,
    body: error({
      code: "empty_array",
      message:
        "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      param: "messages",
      type: "invalid_request_error",
    }),
    class: "client_error",
    detail: "invalid_request_error",
  },
  {
    source: "protocol V4: context length",
    status: 400,
    body: error({
      message: "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 3148588 tokens.",
      type: "invalid_request_error",
      param: "messages",
      code: "context_length_exceeded",
    }),
    class: "client_error",
    detail: "context_length",
  },
  {
    source: "protocol V5: DeepSeek context length by words",
    status: 400,
    body: error({
      message:
        "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion).",
      type: "invalid_request_error",
      param: null,
      code: "invalid_request_error",
    }),
    class: "client_error",
    detail: "context_length",
  },
  {
    source: "protocol C: string_above_max_length is no context overflow",
    status: 400,
    body: error({
      message: "Invalid 'input': string too long. Expected a string with maximum length 10485760.",
      type: "invalid_request_error",
      code: "string_above_max_length",
    }),
    class: "client_error",
    detail: "string_above_max_length",
  },
  {
    source: "protocol V6: Mistral flat, unknown model",
    status: 400,
    body: json({
      object: "error",
      message: "Invalid model: x",
      type: "invalid_request_error",
      param: "model",
      code: "unknown_model",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol V6: 422 list of details",
    status: 422,
    body: json({ detail: [{ loc: ["body", "messages"], msg: "field required", type: "value_error.missing" }] }),
    class: "client_error",
    detail: null,
  },
  {
    source: "protocol V7: Cohere flat",
    status: 400,
    body: json({ message: "invalid request: messages must not be empty", id: "c0ffee" }),
    class: "client_error",
    detail: null,
  },
  {
    source: "protocol V8: vLLM integer code",
    status: 400,
    body: error({ message: "top_p must be in (0, 1]", type: "BadRequestError", param: null, code: 400 }),
    class: "client_error",
    detail: "badrequesterror",
  },
  {
    source: "protocol V8: vLLM unknown model",
    status: 404,
    body: error({ message: "The model `x` does not exist.", type: "NotFoundError", param: null, code: 404 }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M1: OpenAI unknown model",
    status: 404,
    body: error({
      message: "The model `gpt-4.1-nano-wrong` does not exist or you do not have access to it.",
      type: "invalid_request_error",
      param: null,
      code: "model_not_found",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M2: CometAPI unknown model at 503",
    status: 503,
    body: error({
      code: "model_not_found",
      message:
        "no available channel for group default and model sora-2-all (distributor) (request id: 20260205132859798638387SIHCnxzJ)",
      type: "comet_api_error",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M2: CometAPI unpriced model at 400, without a code",
    status: 400,
    body: error({
      type: "comet_api_error",
      message: "model claude-haiku-4-5 has not been priced by the administrator yet",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol 1.3: CometAPI malformed request at 500",
    status: 500,
    body: error({
      message: "field messages is required (request id: abc123)",
      type: "comet_api_error",
      param: "",
      code: "invalid_request",
    }),
    class: "client_error",
    detail: "invalid_request",
  },
  {
    source: "protocol 1.3: CometAPI model omitted",
    status: 400,
    body: error({ code: "", message: "model name is required (request id: abc123)", type: "comet_api_error" }),
    class: "client_error",
    detail: null,
  },
  {
    source: "protocol 1.3: conversion failed",
    status: 500,
    body: error({
      message: "not supported model for image generation, only imagen models are supported",
      type: "comet_api_error",
      code: "convert_request_failed",
    }),
    class: "client_error",
    detail: "convert_request_failed",
  },
  {
    source: "protocol 1.3: busy model",
    status: 500,
    body: error({
      message: "The model is currently busy, please try again later",
      type: "bad_response_status_code",
      code: "bad_response_status_code",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol C1: Azure prompt filter, type null",
    status: 400,
    body: error({
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
      type: null,
      param: "prompt",
      code: "content_filter",
      status: 400,
      innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: { jailbreak: { filtered: true } } },
    }),
    class: "content_policy",
    detail: null,
  },
  {
    source: "protocol C2: OpenRouter moderation at 403",
    status: 403,
    body: error({
      code: 403,
      message: "Request blocked: prompt injection patterns detected",
      metadata: { patterns: ["ignore all previous instructions"] },
    }),
    class: "content_policy",
    detail: null,
  },
  {
    source: "protocol C: invalid_prompt of Responses",
    status: 400,
    body: error({
      message: "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
      type: "invalid_request_error",
      code: "invalid_prompt",
      param: null,
    }),
    class: "content_policy",
    detail: null,
  },
  {
    source: "protocol C: OpenRouter's invalid_prompt is a malformed one",
    status: 400,
    body: error({ code: 400, message: "Prompt is malformed", metadata: { error_type: "invalid_prompt" } }),
    class: "client_error",
    detail: "invalid_request",
  },
  {
    source: "protocol 1.2: wrong path redirects",
    status: 301,
    body: "<html><head><title>301 Moved Permanently</title></head></html>",
    headers: { location: "https://api.cometapi.com/v1/chat/completions" },
    class: "client_error",
    detail: "redirect",
  },
  {
    source: "U9: redirect to a metadata address",
    status: 307,
    body: "",
    headers: { location: "http://169.254.169.254/" },
    class: "client_error",
    detail: "redirect",
  },
  {
    source: "protocol 3.1: HTML 404",
    status: 404,
    body: "<!DOCTYPE html><html><head><title>404 Not Found</title></head></html>",
    class: "client_error",
    detail: "wrong_path",
  },
  {
    source: "protocol 2.5: unknown URL",
    status: 404,
    body: error({ message: "Invalid URL (POST /v1/chat)", type: "invalid_request_error", param: null, code: null }),
    class: "client_error",
    detail: "invalid_request_error",
  },
  {
    source: "U10: an echoed prompt that speaks of 429 does not make a rate limit",
    status: 400,
    body: error({ message: "Invalid value: 'why do I get 429 all day'", type: "invalid_request_error", code: null }),
    class: "client_error",
    detail: "invalid_request_error",
  },
];

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
