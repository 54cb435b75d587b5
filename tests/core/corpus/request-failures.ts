import { type CorpusRow, error, json } from "./corpus-row";

/** Requests that are wrong, or refused by a safety system. */
export const REQUEST_FAILURES: readonly CorpusRow[] = [
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
