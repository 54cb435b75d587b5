import { asObject } from "./json";

/** Token counts as the provider reported them. A figure that is not a whole, non-negative number is null, never 0. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** Reads chat (`prompt_tokens`) and Responses (`input_tokens`) usage; null when there is none to read. */
export function readUsage(value: unknown): Usage | null {
  const usage = asObject(value);
  if (usage === null) return null;
  const inputTokens = tokenCount(usage.prompt_tokens ?? usage.input_tokens);
  const outputTokens = tokenCount(usage.completion_tokens ?? usage.output_tokens);
  return inputTokens === null && outputTokens === null ? null : { inputTokens, outputTokens };
}

function tokenCount(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
