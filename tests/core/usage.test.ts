import fc from "fast-check";
import { expect, it } from "vitest";
import { readUsage } from "@/lib/core/usage";

it.each([
  ["chat", { prompt_tokens: 3, completion_tokens: 4, latency_checkpoint: {} }],
  ["Responses", { input_tokens: 3, output_tokens: 4, input_tokens_details: {} }],
])("reads %s names", (_endpoint, usage) => {
  expect(readUsage(usage)).toEqual({ inputTokens: 3, outputTokens: 4 });
});

it("whatever a provider sends, a count is a whole number that is not negative, or unknown (U10)", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (prompt, completion) => {
      const usage = readUsage({ prompt_tokens: prompt, completion_tokens: completion });
      for (const count of [usage?.inputTokens, usage?.outputTokens]) {
        expect(count === undefined || count === null || (Number.isSafeInteger(count) && count >= 0)).toBe(true);
      }
    }),
  );
});

it("no usage is no usage", () => {
  expect([null, undefined, "x", [], {}].map(readUsage)).toEqual([null, null, null, null, null]);
});
