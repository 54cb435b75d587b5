import { expect, it } from "vitest";
import { answerSample } from "@/lib/core/answer-sample";
import { createRedactor, excerpt } from "@/lib/core/redact";

const redact = createRedactor([]);
const kept = (text: string) => excerpt(answerSample(text) ?? "", redact);

it.each([
  ["whole", '{"choices":[{"message":{"role":"assistant","content":"Jane owes 40"},"finish_reason":"stop"}]}'],
  ["cut off", '\n\n{"choices":[{"message":{"role":"assistant","content":"Jane owes 40'],
  ["streamed", 'data: {"choices":[{"delta":{"role":"assistant","content":"Jane"}}]}\n\n: ping\n\ndata: [DONE]\n\n'],
])("of an answer that is %s the structure stays and the words go", (_how, text) => {
  expect(kept(text)).toContain('"role":"assistant"');
  expect(kept(text)).toMatch(/\[\d+ characters\]/);
  expect(kept(text)).not.toContain("Jane");
});

it("a text without structure is a completion: only its length is kept", () => {
  expect(kept("Jane owes 40")).toBe("[12 characters of text]");
  expect(kept("<think>Jane owes 40")).toBe("[19 characters of text]");
});

it("an error page is told apart, nothing stays nothing, and no sample is larger than the redactor reads", () => {
  expect(kept("<!DOCTYPE html><title>502: Bad gateway</title>")).toContain("Bad gateway");
  expect(answerSample(" \n ")).toBeNull();
  expect(answerSample(`{${"x".repeat(200_000)}`)?.length).toBeLessThanOrEqual(65_536);
});
