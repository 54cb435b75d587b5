import { asNumber, asObject, type JsonObject } from "./json";
import { readUsage } from "./usage";

/** Responses' usage as chat counts it; null when there is none to count. */
export function chatUsageOf(value: unknown): JsonObject | null {
  const usage = readUsage(value);
  const source = asObject(value);
  if (usage === null || source === null) return null;
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: asNumber(source.total_tokens) ?? input + output,
    prompt_tokens_details: { cached_tokens: asNumber(asObject(source.input_tokens_details)?.cached_tokens) ?? 0 },
    completion_tokens_details: {
      reasoning_tokens: asNumber(asObject(source.output_tokens_details)?.reasoning_tokens) ?? 0,
    },
  };
}

/** Chat's usage as Responses counts it; null when there is none to count. */
export function responsesUsageOf(value: unknown): JsonObject | null {
  const usage = readUsage(value);
  const source = asObject(value);
  if (usage === null || source === null) return null;
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: asNumber(asObject(source.prompt_tokens_details)?.cached_tokens) ?? 0 },
    output_tokens: output,
    output_tokens_details: {
      reasoning_tokens: asNumber(asObject(source.completion_tokens_details)?.reasoning_tokens) ?? 0,
    },
    total_tokens: asNumber(source.total_tokens) ?? input + output,
  };
}
