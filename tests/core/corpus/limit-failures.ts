import { type CorpusRow, error, json } from "./corpus-row";

/** Verified throttling. */
export const LIMIT_FAILURES: readonly CorpusRow[] = [
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
];
