import { describe, expect, it } from "vitest";
import type { Obstacle } from "@/lib/core/field-rules";
import { inputItemsOf } from "@/lib/core/translate-input";

function translate(...messages: readonly unknown[]): unknown {
  const obstacle: Obstacle = { field: null };
  const items = inputItemsOf(messages, obstacle);
  return obstacle.field ?? items;
}

describe("chat messages as input items", () => {
  it.each(["system", "developer", "user"])("a %s message keeps its role and text", (role) => {
    expect(translate({ role, content: "Hi" })).toEqual([{ type: "message", role, content: "Hi" }]);
  });

  it("text, image and file parts keep what they hold", () => {
    const content = [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
      { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "high" } },
      { type: "file", file: { file_id: "file-1" } },
    ];
    expect(translate({ role: "user", content })).toEqual([
      {
        type: "message",
        role: "user",
        content: [
          { type: "input_text", text: "What is this?" },
          { type: "input_image", image_url: "data:image/png;base64,AA==", detail: "auto" },
          { type: "input_image", image_url: "https://example.com/a.png", detail: "high" },
          { type: "input_file", file_id: "file-1" },
        ],
      },
    ]);
  });

  it("a turn with text and calls becomes a message and one item for each call; the result follows by its call id", () => {
    const call = { id: "call_1", type: "function", function: { name: "look_up", arguments: '{"id":7}' } };
    expect(
      translate(
        { role: "assistant", content: "One moment.", refusal: null, annotations: [], audio: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "call_1", content: "late" },
        { role: "assistant", content: null, tool_calls: [call] },
      ),
    ).toEqual([
      { type: "message", role: "assistant", content: "One moment." },
      { type: "function_call", call_id: "call_1", name: "look_up", arguments: '{"id":7}' },
      { type: "function_call_output", call_id: "call_1", output: "late" },
      { type: "function_call", call_id: "call_1", name: "look_up", arguments: '{"id":7}' },
    ]);
  });

  it("a refusal stays one", () => {
    expect(translate({ role: "assistant", content: "Well.", refusal: "I cannot." })).toEqual([
      {
        type: "message",
        role: "assistant",
        content: [
          { type: "output_text", text: "Well." },
          { type: "refusal", refusal: "I cannot." },
        ],
      },
    ]);
  });

  it.each([
    ["messages.name", { role: "user", content: "Hi", name: "Sam" }],
    ["messages.audio", { role: "assistant", audio: { id: "audio_1" } }],
    ["messages.function_call", { role: "assistant", function_call: { name: "f", arguments: "{}" } }],
    ["messages.role.function", { role: "function", name: "f", content: "x" }],
    ["messages.content.input_audio", { role: "user", content: [{ type: "input_audio", input_audio: {} }] }],
    ["messages.content.cache_control", { role: "user", content: [{ type: "text", text: "Hi", cache_control: {} }] }],
    ["messages.tool_calls.custom", { role: "assistant", tool_calls: [{ id: "c", type: "custom", custom: {} }] }],
    ["messages.reasoning_content", { role: "assistant", content: "Hi", reasoning_content: "hm" }],
  ])("%s has no words there and is named", (field, message) => {
    expect(translate(message)).toBe(field);
  });
});
