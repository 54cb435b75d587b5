import { describe, expect, it } from "vitest";
import { hideQuotedText } from "@/lib/core/redact-quoted";

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
    const hidden = hideQuotedText(text);
    expect(hidden).not.toContain("Jane");
    expect(hidden).not.toContain("diagnosed");
  });

  it("a short completion is hidden by its place", () => {
    expect(hideQuotedText('{"choices":[{"message":{"role":"assistant","content":"Four"}}]}')).not.toContain("Four");
    expect(hideQuotedText('{"output":[{"content":[{"type":"output_text","text":"Four"}]}]}')).not.toContain("Four");
  });

  it("apostrophes quote nothing", () => {
    const text = "The user's model isn't one of the team's models, so it can't be called by the organisation's key";
    expect(hideQuotedText(text)).toBe(text);
  });
});
