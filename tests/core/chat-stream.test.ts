import { describe, expect, it } from "vitest";
import { initialStream, readStreamEvent } from "@/lib/core/stream-reader";
import { chunk, done, ended, read, role, stop, text, usage, visible } from "./stream-fixture";

describe("a chat stream", () => {
  it("that is whole gives finish reason, model, usage and length", () => {
    const events = [role, text("Fo"), text("ur"), stop, usage, done];
    expect(read("chat", events)).toMatchObject({
      terminal: "done",
      finishReason: "stop",
      model: "gpt-5-nano-2025-08-07",
      usage: { inputTokens: 16, outputTokens: 300 },
      textLength: 4,
      isCommitted: true,
      malformedCount: 0,
      error: null,
    });
    expect(visible("chat", events)).toEqual([1, 2]);
    expect(ended("chat", events)).toBe("complete");
  });

  it.each([
    ["a role-only chunk", role],
    ["an empty delta", chunk({})],
    ["empty content", text("")],
    ["reasoning", chunk({ reasoning_content: "Let me think" })],
    ["Azure's filter results", { choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: [] }],
    ["a usage chunk", usage],
    ["a tool call's name", chunk({ tool_calls: [{ index: 0, id: "c", function: { name: "f", arguments: "" } }] })],
    ["an unknown object", { type: "ping" }],
    ["nothing", ""],
  ])("does not commit with %s", (_name, event) => {
    expect(visible("chat", [event])).toEqual([]);
    expect(read("chat", [event])).toMatchObject({ malformed: false, terminal: null });
  });

  it.each([
    ["text", text("x")],
    ["a refusal", chunk({ refusal: "I" })],
    ["tool arguments", chunk({ tool_calls: [{ index: 1, function: { arguments: "{" } }] })],
    ["legacy function arguments", chunk({ function_call: { arguments: "{" } })],
    ["text in parts", chunk({ content: [{ type: "text", text: "x" }] })],
    ["text of a second choice", { choices: [{ delta: {} }, { delta: { content: "x" } }] }],
  ])("commits with %s", (_name, event) => {
    expect(visible("chat", [role, event, stop])).toEqual([1]);
  });

  it.each([
    ["S8: end without anything", [role], "invalid_output:truncated"],
    ["S8: end of text without a finish reason", [role, text("Fo")], "invalid_output:truncated"],
    ["S8: [DONE] without a finish reason", [role, text("Fo"), done], "invalid_output:truncated"],
    ["S8: empty choices, then [DONE]", [{ choices: [] }, done], "invalid_output:truncated"],
    ["no [DONE] after a finish reason", [role, text("Four"), stop], "complete"],
    ["a finish reason without content", [role, stop, done], "invalid_output:empty"],
    [
      "a tool call without arguments",
      [chunk({ tool_calls: [{ index: 0, function: { name: "f" } }] }), chunk({}, "tool_calls")],
      "complete",
    ],
    [
      "OpenRouter: usage chunk repeats the finish reason",
      [text("x"), stop, chunk({}, "stop", { usage: { prompt_tokens: 1 } }), done],
      "complete",
    ],
    ["C3: withheld", [role, chunk({ content: null }, "content_filter"), done], "content_policy:content_filter"],
    [
      "S11: a Responses stream",
      [
        { type: "response.created", response: { error: null } },
        { type: "response.completed", response: {} },
      ],
      "invalid_output:truncated",
    ],
  ])("%s", (_name, events, expected) => {
    expect(ended("chat", events)).toBe(expected);
  });

  it("S7: [DONE] after an error frame is no success, nor is a finish reason", () => {
    const failed = { error: { message: "bad", type: "BadRequestError", code: 400 } };
    for (const after of [[], [done], [stop, done]]) {
      expect(read("chat", [text("x"), failed, ...after]).terminal).toBe("failed");
      expect(ended("chat", [text("x"), failed, ...after])).toBe("client_error:badrequesterror");
    }
  });

  it("a malformed frame in a complete stream is dropped and counted", () => {
    const events = [
      role,
      text("Fo"),
      "{malformed json: <<<chaos>>>",
      chunk({ content: 123 }),
      "42",
      text("ur"),
      stop,
      done,
    ];
    expect(read("chat", events)).toMatchObject({ malformedCount: 3, textLength: 4 });
    expect(ended("chat", events)).toBe("complete");
    expect(read("chat", [role, "{"]).malformed).toBe(true);
    expect(read("chat", [role, "{", text("x")]).malformed).toBe(false);
  });

  it("an error event that says nothing more is still an error", () => {
    expect(readStreamEvent(initialStream("chat"), "error", '{"oops":1}')).toMatchObject({
      terminal: "failed",
      error: { class: "server_error" },
    });
  });

  it("of several alternatives is whole when each of them is finished, not when the first is", () => {
    const of = (index: number, content: string | null) => ({
      ...chunk({}),
      choices: [{ index, delta: content === null ? {} : { content }, finish_reason: content === null ? "stop" : null }],
    });
    const asked = initialStream("chat", 2);
    expect(read("chat", [of(0, "a"), of(1, "b"), of(0, null)], asked)).toMatchObject({ terminal: null });
    expect(read("chat", [of(0, "a"), of(0, null)], asked)).toMatchObject({ terminal: null });
    expect(read("chat", [of(0, "a"), of(0, null), of(0, null), of(1, "b")], asked)).toMatchObject({ terminal: null });
    expect(read("chat", [of(0, "a"), of(1, "b"), of(0, null), of(1, null)], asked).terminal).toBe("completed");
    expect(ended("chat", [of(0, "a"), of(1, "b"), of(0, null), done])).toBe("invalid_output:truncated");
  });
});
