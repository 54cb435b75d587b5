import type { Endpoint } from "./routing-snapshot";

export type MaxTokensField = "max_tokens" | "max_completion_tokens" | "max_output_tokens";

/** What the decision needs to know about a request, read once from its body. No text of the prompt is kept. */
export interface RequestFacts {
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly temperature: number | null;
  readonly n: number | null;
  readonly logprobs: boolean;
  readonly tools: boolean;
  /** The schema the answer must satisfy; null when none was asked for. */
  readonly jsonSchema: Readonly<Record<string, unknown>> | null;
  readonly jsonObject: boolean;
  readonly vision: boolean;
  readonly reasoningEffort: string | null;
  readonly maxTokens: number | null;
  readonly maxTokensField: MaxTokensField | null;
  readonly previousResponseId: string | null;
  /** The provider itself may act on the world: built-in tools, MCP servers, background work. */
  readonly asksToAct: boolean;
  /** `safety_identifier`, else `user`, as the caller sent it; null when it sent neither. */
  readonly stickinessKey: string | null;
  /** A quarter of the text's length, rounded up: an estimate, never a bill. */
  readonly estimatedInputTokens: number;
}

export declare function readRequestFacts(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): RequestFacts;
