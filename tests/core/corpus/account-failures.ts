import { type CorpusRow, error, json } from "./corpus-row";

/** Keys, permissions and money. */
export const ACCOUNT_FAILURES: readonly CorpusRow[] = [
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
];
