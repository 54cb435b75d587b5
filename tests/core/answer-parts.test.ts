import { expect, it } from "vitest";
import { chatNameOf, readChatParts, readResponsesParts } from "@/lib/core/answer-parts";

it("reads a chat choice with text, refusal and calls of both kinds", () => {
  const message = {
    role: "assistant",
    content: [{ type: "text", text: "a" }, { type: "image" }, { type: "text", text: "b" }],
    refusal: "no",
    tool_calls: [{ function: { name: "f", arguments: "{}" } }, { custom: { name: "g", input: "x" } }],
    function_call: { name: "h", arguments: "[]" },
  };
  expect(readChatParts({ model: "m", choices: [{ message, finish_reason: "tool_calls" }] })).toEqual({
    model: "m",
    responseId: null,
    usage: null,
    isPending: false,
    choices: [
      {
        defect: null,
        isFiltered: false,
        finishReason: "tool_calls",
        text: "ab",
        hasRefusal: true,
        toolCalls: 3,
        toolArguments: ["{}", "[]"],
      },
    ],
  });
});

it("reads a Responses output as one choice, reasoning left out", () => {
  const output = [
    { type: "reasoning", summary: [{ type: "summary_text", text: "hidden" }] },
    {
      type: "message",
      content: [
        { type: "output_text", text: "a" },
        { type: "output_text", text: "b" },
      ],
    },
    { type: "web_search_call", status: "completed" },
  ];
  expect(readResponsesParts({ status: "completed", output }).choices).toMatchObject([
    { defect: null, finishReason: "tool_calls", text: "ab", toolCalls: 1, toolArguments: [] },
  ]);
});

it("names what cut an answer short as chat does, the spec's own slip included", () => {
  expect(["max_output_tokens", "max_tokens", "content_filter", null].map(chatNameOf)).toEqual([
    "length",
    "length",
    "content_filter",
    null,
  ]);
});
