import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createLabelRedactor } from "@/lib/core/redact-label";

const SECRET = "sk-live-4f9c2b7d1e6a8035";
const QUIET_SECRET = "canary-openai-b7e3915c0a44";
const label = createLabelRedactor([SECRET, QUIET_SECRET, "k4y!"]);

describe("what a provider says in a few characters", () => {
  test.each([
    "gpt-4.1-mini-2025-04-14",
    "hf.co/meta-llama/Llama-3.3-70B-Instruct",
    "tool_calls",
    "req_0123456789abcdef0123456789abcdef",
    "chatcmpl-BXa9Zk3mQ2vN8pL5tR7wY1uE4oI6sD0f",
    "9a7e5f6c-1b2d-4e3f-8a9b-0c1d2e3f4a5b",
    "task-9",
  ])("%s comes back as it is", (text) => expect(label(text)).toBe(text));

  test.each([
    [`model-for-${SECRET}`, SECRET],
    [`req_${QUIET_SECRET.slice(0, 9)}`, QUIET_SECRET.slice(0, 6)],
    [`req_${QUIET_SECRET.slice(-8)}`, QUIET_SECRET.slice(-6)],
    [`m-${btoa(QUIET_SECRET)}`, btoa(QUIET_SECRET).slice(0, 12)],
    ["model k4y!", "k4y!"],
    ["model:sk-proj-unknown-to-us-0001", "sk-proj"],
    ["stop sent to lee@example.com", "lee@"],
    ["key ab***yz", "***"],
    ["stop\u001b[31m\r\nfake log line", "\u001b"],
  ])("%s does not", (text, hidden) => {
    expect(label(text)).not.toContain(hidden);
    expect(label(text).length).toBeGreaterThan(0);
  });

  it("is cut where no label goes on", () => {
    expect(label("m".repeat(5_000))).toHaveLength(128);
  });

  it("never shows a whole secret, wherever it stands", () => {
    const around = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(around, fc.constantFrom(SECRET, QUIET_SECRET), around, (before, secret, after) => {
        expect(label(before + secret + after)).not.toContain(secret);
      }),
    );
  });
});
