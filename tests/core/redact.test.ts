import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, excerpt } from "@/lib/core/redact";

const PROVIDER_KEY = "sk-canary-9fK2mQ7xLw4TzR8vBn3Jp6Yd";
const CLIENT_KEY = "plainword-provider-passphrase";
const redact = createRedactor([PROVIDER_KEY, CLIENT_KEY]);
const knownOnly = createRedactor([CLIENT_KEY]);

describe("known secrets (X2)", () => {
  it.each([
    ["whole", CLIENT_KEY],
    ["in a URL", `https://api.example.com/v1?k=${encodeURIComponent("a b&")}${CLIENT_KEY}`],
    ["in JSON", JSON.stringify({ debug: `key is ${CLIENT_KEY}` })],
    ["glued to other text", `x${CLIENT_KEY}y`],
    ["twice", `${CLIENT_KEY} ${CLIENT_KEY}`],
    ["in base64", btoa(CLIENT_KEY)],
    ["in base64 behind one byte", btoa(`u${CLIENT_KEY}`)],
    ["in base64 behind two bytes", btoa(`us${CLIENT_KEY}:pass`)],
  ])("are hidden %s", (_form, text) => {
    const hidden = knownOnly(text);
    expect(hidden).not.toContain("plainword");
    expect(hidden).not.toContain("passphrase");
    expect(hidden).not.toContain(btoa(CLIENT_KEY).slice(4, 20));
    expect(hidden).toMatch(/\[(secret|key)\]/);
  });

  it("every prefix and suffix of six characters or more is hidden, wherever it stands", () => {
    const pieces = fc
      .record({ length: fc.integer({ min: 6, max: CLIENT_KEY.length }), isPrefix: fc.boolean() })
      .map(({ length, isPrefix }) => (isPrefix ? CLIENT_KEY.slice(0, length) : CLIENT_KEY.slice(-length)));
    fc.assert(
      fc.property(
        pieces,
        fc.stringMatching(/^[ .:#-]{0,5}$/),
        fc.stringMatching(/^[ .:#-]{0,5}$/),
        (piece, before, after) => {
          expect(knownOnly(`${before}${piece}${after}`)).not.toContain(piece);
        },
      ),
    );
  });

  it("JSON-escaped and percent-encoded forms of a secret are hidden", () => {
    const odd = 'p"w\\rd/ü+0815';
    const hide = createRedactor([odd]);
    expect(hide(`at ${JSON.stringify(odd)} end`)).not.toContain("0815");
    expect(hide(`at ${encodeURIComponent(odd)} end`)).not.toContain("0815");
  });

  it("a secret split over two events is hidden in each half", () => {
    const [head, tail] = [PROVIDER_KEY.slice(0, 15), PROVIDER_KEY.slice(15)];
    expect(redact(`data: ${head}`)).not.toContain(head.slice(0, 8));
    expect(redact(`${tail} rest`)).not.toContain(tail.slice(-8));
  });

  it("values too short to be secrets hide nothing", () => {
    expect(createRedactor(["", "a", "the"])("the cat ate a mat")).toBe("the cat ate a mat");
  });
});

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

describe("people's text", () => {
  const PROMPT = "My name is Jane and I was diagnosed with something private last week";

  it.each([
    ["quoted", `Invalid value: '${PROMPT}'. Expected a list.`],
    ["double quoted", `Could not parse "${PROMPT}"`],
    ["in typographic quotes", `Could not parse \u201c${PROMPT}\u201d`],
    ["in backticks", `Could not parse \`${PROMPT}\``],
    ["as a JSON value", JSON.stringify({ error: { message: "bad", metadata: { flagged_input: PROMPT } } })],
    ["as a completion", JSON.stringify({ choices: [{ message: { role: "assistant", content: PROMPT } }] })],
    ["in a truncated completion", `{"choices":[{"message":{"role":"assistant","content":"${PROMPT}`],
    ["in an event", `data: {"choices":[{"delta":{"content":"${PROMPT}"}}]}`],
    ["in an unknown field", JSON.stringify({ detail: [{ loc: ["body"], msg: "bad", value: PROMPT }] })],
  ])("is hidden %s", (_where, text) => {
    const hidden = redact(text);
    expect(hidden).not.toContain("Jane");
    expect(hidden).not.toContain("diagnosed");
  });

  it("a short completion is hidden by its place", () => {
    expect(redact('{"choices":[{"message":{"role":"assistant","content":"Four"}}]}')).not.toContain("Four");
    expect(redact('{"output":[{"content":[{"type":"output_text","text":"Four"}]}]}')).not.toContain("Four");
  });

  it("apostrophes quote nothing", () => {
    const text = "The user's model isn't one of the team's models, so it can't be called by the organisation's key";
    expect(redact(text)).toBe(text);
  });
});

describe("an excerpt", () => {
  it("is at most two kibibytes of UTF-8 and cut between characters", () => {
    const cut = excerpt("\u00e4\ud83d\ude00 b".repeat(2_000), redact);
    expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(2_048);
    expect(cut.endsWith("\u2026")).toBe(true);
    expect(cut.isWellFormed()).toBe(true);
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
