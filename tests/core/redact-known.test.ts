import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKnownSecrets } from "@/lib/core/redact-known";

const PROVIDER_KEY = "sk-canary-9fK2mQ7xLw4TzR8vBn3Jp6Yd";
const CLIENT_KEY = "plainword-provider-passphrase";
const hide = compileKnownSecrets([PROVIDER_KEY, CLIENT_KEY]);

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
    const hidden = hide(text);
    expect(hidden).not.toContain("plainword");
    expect(hidden).not.toContain("passphrase");
    expect(hidden).not.toContain(btoa(CLIENT_KEY).slice(4, 20));
    expect(hidden).toContain("[secret]");
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
          expect(hide(`${before}${piece}${after}`)).not.toContain(piece);
        },
      ),
    );
  });

  it("JSON-escaped and percent-encoded forms of a secret are hidden", () => {
    const odd = 'p"w\\rd/ü+0815';
    const hideOdd = compileKnownSecrets([odd]);
    expect(hideOdd(`at ${JSON.stringify(odd)} end`)).not.toContain("0815");
    expect(hideOdd(`at ${encodeURIComponent(odd)} end`)).not.toContain("0815");
  });

  it("a secret split over two events is hidden in each half", () => {
    const [head, tail] = [PROVIDER_KEY.slice(0, 15), PROVIDER_KEY.slice(15)];
    expect(hide(`data: ${head}`)).not.toContain(head.slice(0, 8));
    expect(hide(`${tail} rest`)).not.toContain(tail.slice(-8));
  });

  it("values too short to be secrets hide nothing", () => {
    expect(compileKnownSecrets(["", "a", "the"])("the cat ate a mat")).toBe("the cat ate a mat");
  });
});
