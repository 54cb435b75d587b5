import { expect, it } from "vitest";
import { assembleResponses } from "@/lib/core/assemble-responses";

const events = (...payloads: readonly unknown[]) =>
  payloads.map((payload) => ({ event: null, data: JSON.stringify(payload) }));
const responsesOutput = (...payloads: readonly unknown[]) => assembleResponses(events(...payloads)).output;

it("a refusal and text without items of their own are still an output", () => {
  const text = { type: "response.output_text.delta", output_index: 0, delta: "Hi" };
  const refusal = { type: "response.refusal.delta", output_index: 1, delta: "No" };
  expect(responsesOutput(text, refusal, { type: "response.completed" })).toEqual([
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hi" }] },
    { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No" }] },
  ]);
});

it("the status follows from the last event where it is not stated", () => {
  const statusAfter = (type: string) => assembleResponses(events({ type, response: {} })).status;
  expect(statusAfter("response.completed")).toBe("completed");
  expect(statusAfter("response.done")).toBe("completed");
  expect(statusAfter("response.incomplete")).toBe("incomplete");
  expect(statusAfter("response.in_progress")).toBe("in_progress");
});
