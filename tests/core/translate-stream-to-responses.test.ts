import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { chatChunk, SPARE, told, USAGE_CHUNK } from "./telling-fixture";

const first = chatChunk({ role: "assistant", content: "", refusal: null });
const finish = (reason: string) => chatChunk({}, reason);
const toldAll = (events: readonly JsonObject[], request?: JsonObject) => {
  const all = told("responses", events, request);
  return all.flatMap((event) => (event === "[DONE]" ? [] : [event]));
};
const types = (events: readonly JsonObject[]) => toldAll(events).map(({ type }) => type);
const call = (index: number | undefined, fn: JsonObject, id?: string) =>
  chatChunk({
    tool_calls: [{ ...(index === undefined ? {} : { index }), ...(id ? { id, type: "function" } : {}), function: fn }],
  });

describe("a chat stream told in Responses events", () => {
  it("text goes through every event in the recorded order, numbered from 0, and ends with [DONE]", () => {
    const chunks = [first, chatChunk({ content: "Fo" }), chatChunk({ content: "ur" }), finish("stop"), USAGE_CHUNK];
    expect(types(chunks)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const events = toldAll(chunks, { model: "support", input: "2+2?", temperature: 0 });
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(events[4]).toMatchObject({ item_id: "msg_C4Hq1", output_index: 0, content_index: 0, delta: "Fo" });
    expect(events.at(-1)).toMatchObject({
      response: {
        id: "resp_C4Hq1",
        created_at: 1755137933,
        model: "gpt-5-nano-2025-08-07",
        status: "completed",
        temperature: 0,
        output: [{ id: "msg_C4Hq1", status: "completed", content: [{ type: "output_text", text: "Four" }] }],
        usage: { input_tokens: 16, output_tokens: 3, total_tokens: 19 },
      },
    });
    expect(told("responses", chunks).at(-1)).toBe("[DONE]");
  });

  it("nothing final is told before the stream was judged whole", () => {
    const events = types([first, chatChunk({ content: "Four" }), finish("stop"), USAGE_CHUNK]);
    expect(events.filter((type) => String(type).endsWith("completed"))).toHaveLength(1);
    expect(events.indexOf("response.output_text.done")).toBeGreaterThan(events.indexOf("response.output_text.delta"));
  });

  it("tool calls become items of their own; their pieces may come interleaved", () => {
    const events = toldAll([
      first,
      chatChunk({ content: "Wait." }),
      call(0, { name: "f", arguments: "" }, "call_1"),
      call(1, { name: "g", arguments: "{" }, "call_2"),
      call(0, { arguments: "{}" }),
      call(1, { arguments: "}" }),
      finish("tool_calls"),
    ]);
    const deltas = events.filter(({ type }) => type === "response.function_call_arguments.delta");
    expect(deltas.map(({ output_index, delta }) => [output_index, delta])).toEqual([
      [2, "{"],
      [1, "{}"],
      [2, "}"],
    ]);
    const done = events.filter(({ type }) => type === "response.function_call_arguments.done");
    expect(done).toMatchObject([
      { name: "f", arguments: "{}", output_index: 1 },
      { name: "g", arguments: "{}", output_index: 2 },
    ]);
    expect(events.at(-1)).toMatchObject({
      response: {
        output: [
          { type: "message", content: [{ text: "Wait." }] },
          { type: "function_call", call_id: "call_1", name: "f", arguments: "{}" },
          { type: "function_call", call_id: "call_2", name: "g", arguments: "{}" },
        ],
      },
    });
  });

  it.each<[string, readonly JsonObject[]]>([
    ["start at 1", [call(1, { name: "f", arguments: "{" }, "call_1"), call(1, { arguments: "}" })]],
    ["are left out", [call(undefined, { name: "f", arguments: "{" }, "call_1"), call(undefined, { arguments: "}" })]],
  ])("a provider's call numbers may %s", (_name, chunks) => {
    expect(toldAll([first, ...chunks, finish("tool_calls")]).at(-1)).toMatchObject({
      response: { output: [{ type: "function_call", call_id: "call_1", arguments: "{}" }] },
    });
  });

  it("an answer cut at its limit is incomplete", () => {
    const events = toldAll([first, chatChunk({ content: "Fo" }), finish("length")]);
    expect(events.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    });
  });

  it("a refusal has events of its own", () => {
    expect(types([first, chatChunk({ refusal: "No." }), finish("stop")])).toEqual(
      expect.arrayContaining(["response.refusal.delta", "response.refusal.done"]),
    );
  });

  it("a nameless first chunk without choices starts nothing", () => {
    const azure = { choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: [] };
    expect(toldAll([azure, first, chatChunk({ content: "Four" }), finish("stop")])[0]).toMatchObject({
      response: { id: "resp_C4Hq1", model: "gpt-5-nano-2025-08-07" },
    });
  });

  it("an answer without a name gets a spare one", () => {
    const nameless = { ...chatChunk({ content: "Four" }), id: "", created: 0 };
    expect(toldAll([nameless, finish("stop")])[0]).toMatchObject({
      response: { id: `resp_${SPARE.id}`, created_at: SPARE.createdAt },
    });
  });

  it("a provider that counts as it goes is taken at its last word", () => {
    const counting = { ...chatChunk({ content: "Four" }), usage: { prompt_tokens: 9, completion_tokens: 1 } };
    expect(toldAll([counting, finish("stop")]).at(-1)).toMatchObject({
      response: { usage: { input_tokens: 9, output_tokens: 1, total_tokens: 10 } },
    });
  });
});
