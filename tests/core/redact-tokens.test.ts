import { describe, expect, it } from "vitest";
import { createRedactor } from "@/lib/core/redact";

const redact = createRedactor([]);

describe("unknown credentials", () => {
  it.each([
    ["Incorrect API key provided: sk-inval**********6789. You can find your API key", "6789"],
    ["Authentication Fails, Your api key: ****6789 is invalid", "6789"],
    ["key sk-proj-abcdefgh is revoked", "abcdefgh"],
    ["Authorization: Bearer abcdefgh12345678", "abcdefgh12345678"],
    ['{"headers":{"authorization":"Bearer abcdefgh12345678"}}', "abcdefgh12345678"],
    ['{"api_key":"hunter2hunter2"}', "hunter2hunter2"],
    ["password=hunter2hunter2&user=1", "hunter2hunter2"],
    ["api_key: hunter2hunter2", "hunter2hunter2"],
    ["token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJhbGciOiJIUzI1NiJ9"],
    ["session 0123456789abcdef0123456789abcdef expired", "0123456789abcdef0123456789abcdef"],
    ["contact jane.doe+test@example.co.uk for help", "jane.doe"],
    ["<jane@example.com>", "jane"],
  ])("%s", (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it.each([
    "The model `gpt-4.1-nano-2025-04-14` does not exist or you do not have access to it.",
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    "Rate limit reached on tokens per min (TPM): Limit 30000, Used 28500, Requested 5000. Please try again in 6s.",
    "api.openai.com | 502: Bad gateway",
    "no available channel for group default and model sora-2-all (distributor)",
    '{"error":{"message":"Bad gateway.","type":"cf_bad_gateway","param":null,"code":502}}',
    '{"error":{"message":"Incorrect key","code":"invalid_api_key","param":null}}',
    "You can find more at https://platform.openai.com/docs/guides/error-codes/api-errors.",
  ])("ordinary provider words stay readable: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});
