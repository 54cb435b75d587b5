import { describe, expect, it } from "vitest";
import type { Obstacle } from "@/lib/core/field-rules";
import { messagesOf } from "@/lib/core/translate-messages";

function translate(input: unknown, instructions?: unknown): unknown {
  const obstacle: Obstacle = { field: null };
  const messages = messagesOf(instructions, input, obstacle);
  return obstacle.field ?? messages;
}

const call = (id: string) => ({
  type: "function_call",
  id: `fc_${id}`,
  status: "completed",
  call_id: id,
  name: "f",
  arguments: "{}",
});
const toolCall = (id: string) => ({ id, type: "function", function: { name: "f", arguments: "{}" } });

describe("input items as chat messages", () => {
  it("a plain text is a user message; instructions come first as the system's", () => {
    expect(translate("Hi", "Be brief.")).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ]);
  });

  it("a message without a type is one; a single text part is a string, several parts stay parts", () => {
    const image = { type: "input_image", image_url: "https://example.com/a.png", detail: "low" };
    expect(
      translate([
        { role: "developer", content: [{ type: "input_text", text: "Be kind." }] },
        {
          role: "user",
          content: [{ type: "input_text", text: "What?" }, image, { type: "input_file", file_id: "file-1" }],
        },
      ]),
    ).toEqual([
      { role: "developer", content: "Be kind." },
      {
        role: "user",
        content: [
          { type: "text", text: "What?" },
          { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
          { type: "file", file: { file_id: "file-1" } },
        ],
      },
    ]);
  });

  it("an output that is sent back becomes one assistant turn with its calls, and results find their call", () => {
    const said = { type: "output_text", text: "One moment.", annotations: [], logprobs: [] };
    expect(
      translate([
        {
          id: "msg_1",
          type: "message",
          status: "completed",
          role: "assistant",
          phase: "final_answer",
          content: [said],
        },
        call("call_1"),
        call("call_2"),
        { type: "function_call_output", call_id: "call_1", output: "one" },
        { type: "function_call_output", call_id: "call_2", output: [{ type: "input_text", text: "two" }] },
        call("call_3"),
      ]),
    ).toEqual([
      { role: "assistant", content: "One moment.", tool_calls: [toolCall("call_1"), toolCall("call_2")] },
      { role: "tool", tool_call_id: "call_1", content: "one" },
      { role: "tool", tool_call_id: "call_2", content: "two" },
      { role: "assistant", content: null, tool_calls: [toolCall("call_3")] },
    ]);
  });

  it("a refusal stays one", () => {
    const content = [{ type: "refusal", refusal: "I cannot." }];
    expect(translate([{ type: "message", role: "assistant", content }])).toEqual([
      { role: "assistant", content: null, refusal: "I cannot." },
    ]);
  });

  it.each([
    ["input.reasoning", { type: "reasoning", id: "rs_1", summary: [] }],
    ["input.item_reference", { type: "item_reference", id: "msg_1" }],
    ["input.web_search_call", { type: "web_search_call", id: "ws_1" }],
    ["input.role.critic", { role: "critic", content: "Hi" }],
    ["input.input_audio", { role: "user", content: [{ type: "input_audio" }] }],
    ["input.input_image.file_id", { role: "user", content: [{ type: "input_image", file_id: "file-1" }] }],
    [
      "input.input_image.detail",
      { role: "user", content: [{ type: "input_image", image_url: "data:,", detail: "original" }] },
    ],
    ["input.input_file.file_url", { role: "user", content: [{ type: "input_file", file_url: "https://example.com" }] }],
    [
      "input.function_call_output.input_image",
      { type: "function_call_output", call_id: "c", output: [{ type: "input_image" }] },
    ],
    ["input.annotations", { role: "assistant", content: [{ type: "output_text", text: "x", annotations: [{}] }] }],
    ["input.phase", { role: "assistant", content: "x", phase: "commentary" }],
  ])("%s has no words there and is named", (field, item) => {
    expect(translate([item])).toBe(field);
  });
});
