import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { initialStream, readStreamEvent, type StreamRead, streamEnded } from "@/lib/core/stream-reader";
import { ERRORS_WITH_200 } from "./failure-corpus";

type Event = string | Readonly<Record<string, unknown>>;

function read(endpoint: Endpoint, events: readonly Event[], from: StreamRead = initialStream(endpoint)): StreamRead {
  return events.reduce<StreamRead>(
    (state, event) => readStreamEvent(state, null, typeof event === "string" ? event : JSON.stringify(event)),
    from,
  );
}

/** Which of the events were visible, by index. */
function visible(endpoint: Endpoint, events: readonly Event[]): number[] {
  let state = initialStream(endpoint);
  return events.flatMap((event, index) => {
    state = read(endpoint, [event], state);
    return state.isVisible ? [index] : [];
  });
}

const ended = (endpoint: Endpoint, events: readonly Event[]) => {
  const { complete, signal } = streamEnded(read(endpoint, events));
  return complete ? "complete" : `${signal?.class}:${signal?.detail}`;
};

const chunk = (delta: unknown, finishReason: unknown = null, extra: object = {}) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  model: "gpt-5-nano-2025-08-07",
  choices: [{ index: 0, delta, finish_reason: finishReason }],
  ...extra,
});
const role = chunk({ role: "assistant", content: "", refusal: null });
const text = (content: string) => chunk({ content });
const stop = chunk({}, "stop");
const usage = { ...chunk({}), choices: [], usage: { prompt_tokens: 16, completion_tokens: 300, total_tokens: 316 } };
const done = "[DONE]";

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
});

const created = {
  type: "response.created",
  sequence_number: 0,
  response: { id: "resp_1", status: "in_progress", model: "gpt-5", error: null },
};
const delta = (value: string) => ({ type: "response.output_text.delta", item_id: "m", delta: value });
const completed = (fields: object = {}) => ({
  type: "response.completed",
  response: {
    status: "completed",
    model: "gpt-5",
    output: [],
    usage: { input_tokens: 3, output_tokens: 4 },
    ...fields,
  },
});

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

describe("either", () => {
  const rows = (pattern: RegExp) => ERRORS_WITH_200.filter(({ source }) => pattern.test(source));

  it.each([
    ...rows(/protocol [BS]\d/).map((row) => ({ ...row, endpoint: "chat" as const })),
    ...rows(/protocol S[1456]/).map((row) => ({ ...row, endpoint: "responses" as const })),
  ])("$source fails a $endpoint stream, and [DONE] does not mend it", ({ endpoint, body, class: name }) => {
    expect(read(endpoint, [body, done])).toMatchObject({ terminal: "failed", error: { class: name } });
  });

  it("any events keep their promises: no throw, counts only grow, an error stays", () => {
    const data = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.string(),
      fc.constantFrom(
        done,
        ...[role, text("x"), stop, usage, created, delta("x")].map((event) => JSON.stringify(event)),
        ...ERRORS_WITH_200.map(({ body }) => body),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<Endpoint>("chat", "responses"),
        fc.array(data, { maxLength: 30 }),
        (endpoint, events) => {
          let before = initialStream(endpoint);
          for (const event of events) {
            const after = readStreamEvent(before, null, event);
            expect(after.textLength).toBeGreaterThanOrEqual(before.textLength);
            expect(after.malformedCount - before.malformedCount).toBe(after.malformed ? 1 : 0);
            if (after.isVisible) expect(after.isCommitted).toBe(true);
            if (before.error !== null) expect(after).toMatchObject({ terminal: "failed", error: before.error });
            before = after;
          }
          const { complete, signal } = streamEnded(before);
          expect(complete).toBe(signal === null);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("an event costs a few microseconds", () => {
    const data = JSON.stringify(chunk({ content: "Hello, world" }));
    let state = initialStream("chat");
    const startedAt = performance.now();
    for (let index = 0; index < 20_000; index += 1) state = readStreamEvent(state, null, data);
    expect((performance.now() - startedAt) / 20_000).toBeLessThan(0.1);
    expect(state.textLength).toBe(240_000);
  });
});
