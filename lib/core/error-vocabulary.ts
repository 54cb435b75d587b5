/**
 * The words providers use for each kind of failure, lower case. Codes are compared whole; phrases are looked for in the
 * provider's message only, never in a page and never as bare numbers. Sources: OpenAI, Azure OpenAI, CometAPI and its
 * new-api relatives, OpenRouter, Anthropic, Gemini, Groq, Mistral, DeepSeek, vLLM, llama.cpp.
 */
export interface Vocabulary {
  readonly codes: ReadonlySet<string>;
  readonly phrases: readonly string[];
}

export const BILLING: Vocabulary = {
  codes: new Set([
    "insufficient_quota",
    "insufficient_user_quota",
    "pre_consume_token_quota_failed",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
    "enforced_spend_limit_reached",
    "billing_hard_limit_reached",
    "billing_not_active",
    "billing_error",
    "payment_required",
    "insufficient_balance",
    "insufficient_credits",
  ]),
  phrases: [
    "exceeded your current quota",
    "check your plan and billing",
    "insufficient balance",
    "insufficient credits",
    "credit limit is insufficient",
    "credit balance is too low",
    "spend limit",
    "\u989d\u5ea6\u4e0d\u8db3",
    "\u4f59\u989d\u4e0d\u8db3",
  ],
};

export const AUTHENTICATION: Vocabulary = {
  codes: new Set([
    "invalid_api_key",
    "incorrect_api_key",
    "api_key_invalid",
    "authentication",
    "authentication_error",
    "invalid_authentication",
    "unauthenticated",
    "unauthorized",
    "permission_denied",
    "permission_error",
    "access_denied",
    "account_deactivated",
  ]),
  phrases: ["api key not valid", "incorrect api key", "invalid api key", "authentication fails"],
};

export const CONTENT: Vocabulary = {
  codes: new Set([
    "content_policy_violation",
    "content_filter",
    "content_filter_policy",
    "responsibleaipolicyviolation",
    "sensitive_words_detected",
    "prompt_blocked",
    "invalid_prompt",
    "refusal",
    "bio_policy",
    "image_content_policy_violation",
    "moderation_blocked",
  ]),
  phrases: [
    "the response was filtered due to the prompt triggering azure openai's content management",
    "failed as a result of our safety system",
    "rejected as a result of our safety system",
    "the model produced invalid content",
    "violating our usage policy",
    "prompt injection patterns detected",
  ],
};

export const OVERLOADED: Vocabulary = {
  codes: new Set([
    "overloaded_error",
    "overloaded",
    "model_overloaded",
    "server_is_overloaded",
    "provider_overloaded",
    "engine_overloaded",
    "upstream_load_saturated",
    "unavailable_error",
  ]),
  phrases: [
    "overloaded",
    "is currently busy",
    "loading model",
    "is currently loading",
    "load of the current group is saturated",
    "\u8d1f\u8f7d\u5df2\u9971\u548c",
  ],
};

export const MODEL_MISSING: Vocabulary = {
  codes: new Set([
    "model_not_found",
    "unknown_model",
    "model_not_available",
    "model_price_error",
    "get_channel_failed",
    "deploymentnotfound",
    "deployment_not_found",
    "channel:no_available_key",
    "channel:invalid_key",
    "channel:model_mapped_error",
    "channel:aws_client_error",
  ]),
  phrases: [
    "no available channel",
    "has not been priced",
    "does not exist or you do not have access",
    "no endpoints found",
    "no available provider",
    "no providers available",
  ],
};

export const CONTEXT_LENGTH: Vocabulary = {
  codes: new Set([
    "context_length_exceeded",
    "context_window_exceeded",
    "token_limit_exceeded",
    "string_too_long",
    "exceed_context_size_error",
  ]),
  phrases: [
    "exceed context limit",
    "maximum context length",
    "maximum context limit",
    "longer than the model's context length",
    "input tokens exceed the configured limit",
    "`inputs` tokens + `max_new_tokens` must be",
    "exceeds the available context size",
    "exceeds the maximum number of tokens allowed",
    "prompt is too long",
  ],
};

export const CLIENT_CONTRACT: Vocabulary = {
  codes: new Set([
    "invalid_request",
    "invalid_request_error",
    "bad_request",
    "bad_request_body",
    "badrequesterror",
    "bad_request_error",
    "convert_request_failed",
    "read_request_body_failed",
    "invalid_api_type",
    "invalid_argument",
    "invalid_value",
    "unsupported_parameter",
    "unsupported_value",
    "missing_required_parameter",
    "validation_error",
    "unprocessable",
    "precondition_failed",
    "payload_too_large",
    "string_above_max_length",
    "max_tokens_exceeded",
  ]),
  phrases: [],
};

export const RATE_LIMIT: Vocabulary = {
  codes: new Set([
    "rate_limit_exceeded",
    "rate_limit_error",
    "rate_limit",
    "rate_limited",
    "ratelimitreached",
    "too_many_requests",
    "slow_down",
    "resource_exhausted",
    "throttlingexception",
  ]),
  phrases: ["rate limit reached", "rate limit exceeded", "rate limit of", "too many requests"],
};

/** Only read on answers whose status says success: elsewhere the status itself says as much. */
export const SERVER_TROUBLE: Vocabulary = {
  codes: new Set([
    "server_error",
    "server",
    "internal_error",
    "internal_server_error",
    "api_error",
    "service_unavailable_error",
    "provider_unavailable",
    "timeout",
    "timeout_error",
    "gateway_timeout",
    "model_error",
    "do_request_failed",
    "bad_response_status_code",
    "bad_response",
    "bad_response_body",
    "empty_response",
    "aws_invoke_error",
    "channel:response_time_exceeded",
    "vector_store_timeout",
    "cf_bad_gateway",
  ]),
  phrases: [],
};

/** Whether a body uses one of the vocabulary's codes, or one of its phrases. */
export function speaksOf(vocabulary: Vocabulary, codes: ReadonlySet<string>, phrases: string): boolean {
  for (const code of codes) if (vocabulary.codes.has(code)) return true;
  return vocabulary.phrases.some((phrase) => phrases.includes(phrase));
}
