import { describe, expect, it } from "vitest";
import { asArray, asObject, type JsonObject } from "@/lib/core/json";
import { responsesText, told } from "./telling-fixture";

const INCLUDE_USAGE = { stream_options: { include_usage: true } };

/** Deltas, finish reasons and usage of a told stream, in order. */
function gist(events: readonly (JsonObject | "[DONE]")[]): unknown[] {
  return events.map((event) => {
    if (event === "[DONE]") return event;
    const choice = asObject(asArray(event.choices)?.[0]);
    return choice === null ? { usage: event.usage } : (choice.finish_reason ?? choice.delta);
  });
}

const item = { id: "fc_1", type: "function_call", status: "in_progress", arguments: "", call_id: "call_1", name: "f" };
const created = { type: "response.created", response: { id: "resp_1", created_at: 1, model: "m" } };
const finished = (output: readonly unknown[] = []) => ({
  type: "response.completed",
  response: { id: "resp_1", status: "completed", output },
});

describe("a Responses stream told in chat chunks", () => {
  it("role first, then the text as it comes, the finish reason, and [DONE]", () => {
    const events = told("chat", responsesText(["Fo", "ur"]));
    expect(gist(events)).toEqual([
      { role: "assistant", content: "", refusal: null },
      { content: "Fo" },
      { content: "ur" },
      "stop",
      "[DONE]",
    ]);
    expect(events[1]).toEqual({
      id: "chatcmpl-9a1",
      object: "chat.completion.chunk",
      created: 1777800000,
      model: "gpt-5.4-2026-03-17",
      choices: [{ index: 0, delta: { content: "Fo" }, logprobs: null, finish_reason: null }],
    });
  });

  it("usage comes in a chunk of its own, to those who asked; the others carry null then", () => {
    const events = told("chat", responsesText(["Four"]), INCLUDE_USAGE);
    expect(gist(events).slice(-2)).toEqual([
      { usage: expect.objectContaining({ prompt_tokens: 16, completion_tokens: 3, total_tokens: 19 }) },
      "[DONE]",
    ]);
    expect(events[0]).toMatchObject({ usage: null });
    expect(JSON.stringify(told("chat", responsesText(["Four"])))).not.toContain("usage");
  });

  it("a function call is named first, its arguments follow under its number", () => {
    const second = { ...item, id: "fc_2", call_id: "call_2", name: "g" };
    const events = told("chat", [
      created,
      { type: "response.output_item.added", output_index: 0, item },
      { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: '{"a"' },
      { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: ":1}" },
      { type: "response.function_call_arguments.done", item_id: "fc_1", output_index: 0, arguments: '{"a":1}' },
      { type: "response.output_item.done", output_index: 0, item: { ...item, arguments: '{"a":1}' } },
      { type: "response.output_item.added", output_index: 1, item: second },
      { type: "response.output_item.done", output_index: 1, item: { ...second, arguments: "{}" } },
      finished([
        { ...item, arguments: '{"a":1}' },
        { ...second, arguments: "{}" },
      ]),
    ]);
    const call = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });
    expect(gist(events).slice(1)).toEqual([
      call(0, { id: "call_1", type: "function", function: { name: "f", arguments: "" } }),
      call(0, { function: { arguments: '{"a"' } }),
      call(0, { function: { arguments: ":1}" } }),
      call(1, { id: "call_2", type: "function", function: { name: "g", arguments: "" } }),
      call(1, { function: { arguments: "{}" } }),
      "tool_calls",
      "[DONE]",
    ]);
  });

  it("refusals are told as refusals", () => {
    const delta = { type: "response.refusal.delta", item_id: "m", output_index: 0, content_index: 0, delta: "No." };
    expect(gist(told("chat", [created, delta, finished()]))[1]).toEqual({ refusal: "No." });
  });

  it("what a provider says only in its last event is told before the end", () => {
    const content = [{ type: "output_text", text: "Four" }];
    const output = [
      { type: "message", content },
      { ...item, arguments: "{}" },
    ];
    expect(gist(told("chat", [created, finished(output)]))).toEqual([
      { role: "assistant", content: "", refusal: null },
      { content: "Four" },
      { tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }] },
      "tool_calls",
      "[DONE]",
    ]);
  });

  it("an answer cut at its limit finished by length", () => {
    const events = responsesText(["Fo"], { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
    expect(gist(told("chat", events)).at(-2)).toBe("length");
  });

  it("errors and unknown events tell nothing", () => {
    const error = { type: "error", sequence_number: 2, error: { code: "server_error", message: "x" } };
    expect(told("chat", [created, error, { type: "response.brand_new" }, finished()])).toHaveLength(3);
  });
});
