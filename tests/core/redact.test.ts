import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, excerpt } from "@/lib/core/redact";

const PROVIDER_KEY = "sk-canary-9fK2mQ7xLw4TzR8vBn3Jp6Yd";
const CLIENT_KEY = "plainword-provider-passphrase";
const redact = createRedactor([PROVIDER_KEY, CLIENT_KEY]);

it("hides known secrets, unknown credentials and people's words in one text", () => {
  const text = JSON.stringify({
    error: { message: `Bad key ${CLIENT_KEY} of jane@example.com`, metadata: { flagged_input: "I feel ill today" } },
    key: PROVIDER_KEY,
  });
  expect(redact(text)).toBe(
    '{"error":{"message":"Bad key [secret] of [email]","metadata":{"flagged_input":"[16 characters]"}},"key":"[secret]"}',
  );
});

it("hides a secret that only JSON's own escapes spell", () => {
  const escaped = [...CLIENT_KEY].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  expect(redact(`{"message":"${escaped}"}`)).toBe('{"message":"[secret]"}');
});

describe("an excerpt", () => {
  it("is at most two kibibytes of UTF-8 and cut between characters", () => {
    const cut = excerpt("\u00e4\ud83d\ude00 b".repeat(2_000), redact);
    expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(2_048);
    expect(cut.endsWith("\u2026")).toBe(true);
    expect(() => encodeURIComponent(cut)).not.toThrow();
    expect(excerpt("a".repeat(2_048), redact)).toHaveLength(2_048);
  });

  it("carries no terminal escape or carriage return", () => {
    expect(excerpt("\u001b[31mred\r\nline\ttab\u0000", redact)).toBe("[31mred \nline\ttab");
  });

  it("of a text that ends inside a secret shows none of it", () => {
    const body = `${"x ".repeat(32_760)}${CLIENT_KEY}`;
    expect(excerpt(body, redact)).not.toContain("plainword");
  });
});

describe("hostile texts (X7)", () => {
  it("any text is redacted without throwing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        expect(typeof excerpt(text, redact)).toBe("string");
      }),
    );
  });

  it.each([
    ["letters", "a".repeat(1_000_000)],
    ["at signs", "a@".repeat(500_000)],
    ["dots and at signs", "a.b@c.".repeat(160_000)],
    ["apostrophes", " 'a".repeat(333_000)],
    ["backticks", "`".repeat(1_000_000)],
    ["double quotes", '"'.repeat(1_000_000)],
    ["backslashes", '"\\"'.repeat(333_000)],
    ["colons", ":".repeat(1_000_000)],
    ["equals signs", "a=".repeat(500_000)],
    ["key prefixes", "sk-".repeat(333_000)],
    ["labels", "api_key ".repeat(125_000)],
    ["the start of a secret", CLIENT_KEY.slice(0, 7).repeat(140_000)],
    ["the end of a secret", CLIENT_KEY.slice(-7).repeat(140_000)],
    ["open brackets", "[".repeat(1_000_000)],
    ["digits and letters", "a1".repeat(500_000)],
  ])("a megabyte of %s costs no more than its beginning", (_name, text) => {
    const startedAt = performance.now();
    redact(text);
    expect(performance.now() - startedAt).toBeLessThan(250);
  });
});
