import { expect, it } from "vitest";
import { chatUsageOf, responsesUsageOf } from "@/lib/core/translate-usage";

const chat = {
  prompt_tokens: 29,
  completion_tokens: 2,
  total_tokens: 31,
  prompt_tokens_details: { cached_tokens: 8 },
  completion_tokens_details: { reasoning_tokens: 1 },
};
const responses = {
  input_tokens: 29,
  input_tokens_details: { cached_tokens: 8 },
  output_tokens: 2,
  output_tokens_details: { reasoning_tokens: 1 },
  total_tokens: 31,
};

it("counts keep their value under their other name", () => {
  expect(responsesUsageOf(chat)).toEqual(responses);
  expect(chatUsageOf(responses)).toEqual(chat);
});

it("details a provider leaves out are zero, the sum is made where it is missing", () => {
  expect(chatUsageOf({ input_tokens: 3, output_tokens: 4 })).toEqual({
    prompt_tokens: 3,
    completion_tokens: 4,
    total_tokens: 7,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  });
});

it.each([null, undefined, {}, { prompt_tokens: "many" }])("%j is no usage", (value) => {
  expect(chatUsageOf(value)).toBeNull();
  expect(responsesUsageOf(value)).toBeNull();
});
