import { expect, it } from "vitest";
import { functionCallItem, messageItem, outputText, responseEndOf, responseObject } from "@/lib/core/response-object";

const head = { id: "1", createdAt: 1_700_000_000, model: "m", serviceTier: null };

it("every field the endpoint requires is there, with its default where the caller set none", () => {
  expect(responseObject(head, {}, responseEndOf("stop"), [], null)).toMatchObject({
    id: "resp_1",
    object: "response",
    created_at: 1_700_000_000,
    status: "completed",
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: "m",
    output: [],
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    usage: null,
  });
});

it("the caller's settings are repeated, but never that something was stored", () => {
  const request = { store: true, previous_response_id: null, metadata: { a: "b" }, text: { verbosity: "low" } };
  expect(responseObject(head, request, responseEndOf("length"), [], null)).toMatchObject({
    store: false,
    metadata: { a: "b" },
    text: { verbosity: "low" },
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
  });
});

it("the items of one answer have names of their own", () => {
  const call = { callId: "call_1", name: "f", arguments: "{}" };
  const items = [
    messageItem("1", "completed", [outputText("Four")]),
    functionCallItem("1", 1, "completed", call),
    functionCallItem("1", 2, "completed", call),
  ];
  expect(new Set(items.map(({ id }) => id)).size).toBe(3);
});
