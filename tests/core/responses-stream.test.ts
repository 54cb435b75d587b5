import { describe, expect, it } from "vitest";
import { initialStream, readStreamEvent } from "@/lib/core/stream-reader";
import { completed, created, delta, done, ended, read, role, stop, text, visible } from "./stream-fixture";

describe("a Responses stream", () => {
  it("that is whole ends without [DONE] (protocol 2.4)", () => {
    const events = [
      created,
      { type: "response.in_progress", response: {} },
      { type: "response.output_item.added", item: { type: "reasoning" } },
      { type: "response.output_item.done", item: { type: "reasoning" } },
      { type: "response.content_part.added", part: { type: "output_text", text: "" } },
      delta("Fo"),
      delta("ur"),
      { type: "response.output_text.done", text: "Four" },
      completed(),
    ];
    expect(visible("responses", events)).toEqual([5, 6]);
    expect(read("responses", events)).toMatchObject({
      terminal: "completed",
      finishReason: "stop",
      model: "gpt-5",
      usage: { inputTokens: 3, outputTokens: 4 },
      textLength: 4,
    });
    expect(ended("responses", events)).toBe("complete");
    expect(ended("responses", [...events, done])).toBe("complete");
  });

  it.each([
    ["a refusal", { type: "response.refusal.delta", delta: "I" }],
    ["function arguments", { type: "response.function_call_arguments.delta", delta: "{" }],
  ])("commits with %s", (_name, event) => {
    expect(visible("responses", [created, event])).toEqual([1]);
  });

  it.each([
    ["S9: end after response.created", [created], "invalid_output:truncated"],
    ["end of text without a terminal event", [created, delta("x")], "invalid_output:truncated"],
    ["[DONE] without a terminal event", [created, delta("x"), done], "invalid_output:truncated"],
    ["completed without output", [created, completed()], "invalid_output:empty"],
    [
      "a function call without arguments",
      [created, { type: "response.output_item.done", item: { type: "function_call" } }, completed()],
      "complete",
    ],
    [
      "all text in the last event",
      [created, completed({ output: [{ type: "message", content: [{ type: "output_text", text: "Four" }] }] })],
      "complete",
    ],
    [
      "cut at its length after some text",
      [
        created,
        delta("x"),
        { type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } },
      ],
      "complete",
    ],
    [
      "cut before any text",
      [created, { type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } }],
      "invalid_output:empty",
    ],
    [
      "C4: withheld",
      [created, { type: "response.incomplete", response: { incomplete_details: { reason: "content_filter" } } }],
      "content_policy:content_filter",
    ],
    [
      "failed without saying why",
      [created, { type: "response.failed", response: { status: "failed", error: null } }],
      "invalid_output:error_body",
    ],
    ["S11: a chat stream", [role, text("x"), stop, done], "invalid_output:truncated"],
  ])("%s", (_name, events, expected) => {
    expect(ended("responses", events)).toBe(expected);
  });

  it("takes an event's kind from its name when the payload has none", () => {
    expect(readStreamEvent(initialStream("responses"), "response.output_text.delta", '{"delta":"x"}').isVisible).toBe(
      true,
    );
  });
});
