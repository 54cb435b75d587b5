import { expect, it } from "vitest";
import { assembleChat } from "@/lib/core/assemble-chat";
import { asArray, asObject, type JsonObject } from "@/lib/core/json";

const events = (...payloads: readonly unknown[]) =>
  payloads.map((payload) => ({ event: null, data: JSON.stringify(payload) }));
const chunk = (delta: unknown, more: JsonObject = {}) => ({ choices: [{ index: 0, delta, ...more }] });
const chatMessages = (...payloads: readonly unknown[]) =>
  (asArray(assembleChat(events(...payloads)).choices) ?? []).map((choice) => asObject(choice)?.message);

it("calls without an index, with one index for all, or counted from one are kept apart by their ids", () => {
  const call = (index: number | undefined, id: string | undefined, written: string) =>
    chunk({ tool_calls: [{ index, id, function: { name: id && `f_${id}`, arguments: written } }] });
  const both = [
    { id: "a", type: "function", function: { name: "f_a", arguments: '{"x":1}' } },
    { id: "b", type: "function", function: { name: "f_b", arguments: "{}" } },
  ];
  const sameIndex = [call(0, "a", '{"x"'), call(0, undefined, ":1}"), call(0, "b", "{}")];
  const noIndex = [call(undefined, "a", '{"x"'), call(undefined, undefined, ":1}"), call(undefined, "b", "{}")];
  const fromOne = [call(1, "a", '{"x"'), call(2, "b", "{"), call(1, undefined, ":1}"), call(2, undefined, "}")];
  for (const chunks of [sameIndex, noIndex, fromOne]) {
    expect(chatMessages(...chunks)).toMatchObject([{ content: null, tool_calls: both }]);
  }
});

it("legacy calls, refusals and content in parts are read", () => {
  expect(
    chatMessages(chunk({ function_call: { name: "f", arguments: "{" } }), chunk({ function_call: { arguments: "}" } })),
  ).toMatchObject([{ function_call: { name: "f", arguments: "{}" } }]);
  expect(chatMessages(chunk({ refusal: "I " }), chunk({ refusal: "cannot" }))).toMatchObject([{ refusal: "I cannot" }]);
  expect(chatMessages(chunk({ content: [{ type: "text", text: "Hi" }] }))).toMatchObject([{ content: "Hi" }]);
});
