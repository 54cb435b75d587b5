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

  it("a short completion is hidden in JSON that was cut off or is broken, and its structure stays", () => {
    expect(hideQuotedText('{"model":"m-1","choices":[{"message":{"role":"assistant","content":"Four"}}')).toBe(
      '{"model":"m-1","choices":[{"message":{"role":"assistant","content":"[4 characters]"}}',
    );
    expect(hideQuotedText('{"content":"He said \\"no\\" to us", oops}')).toBe('{"content":"[20 characters]", oops}');
    expect(hideQuotedText('{"role":"assistant","content":"Jane D')).toBe(
      '{"role":"assistant","content":"[6 characters]',
    );
  });

  it("each piece of a stream is hidden, and the events can still be told", () => {
    const stream =
      'event: chunk\ndata: {"choices":[{"delta":{"content":"Jane"},"finish_reason":null}]}\n\ndata: [DONE]\n\n';
    const hidden = hideQuotedText(stream);
    expect(hidden).toContain('data: {"choices":[{"delta":{"content":"[4 characters]"},"finish_reason":null}]}');
    expect(hidden).toContain("data: [DONE]");
  });

  it("a megabyte of quotation marks and backslashes is read in linear time", () => {
    const startedAt = performance.now();
    for (const piece of ['"', '\\"', '"a', '{"', "data: {\n"]) hideQuotedText(`{${piece.repeat(200_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("apostrophes quote nothing", () => {
    const text = "The user's model isn't one of the team's models, so it can't be called by the organisation's key";
    expect(hideQuotedText(text)).toBe(text);
  });
});
