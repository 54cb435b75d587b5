import type { JsonObject } from "../json";
import type { Endpoint, RouteCapabilities } from "../routing-snapshot";
import type { ProbeShape } from "./probe-definition";

export interface ProbeBodyOrder {
  readonly shape: ProbeShape;
  readonly endpoint: Endpoint;
  readonly isStreamed: boolean;
  /** What `model` names: the alias. */
  readonly model: string;
  /** A word nobody else writes, so that it can be looked for in the records afterwards. */
  readonly marker: string;
  readonly capabilities: RouteCapabilities;
  readonly contextWindow: number | null;
}

interface Turn {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A large prompt costs money on every run: this many tokens stand for "near the ceiling" of ordinary requests. */
const CEILING_TOKENS = 4_000;
const CHARACTERS_PER_TOKEN = 4;
const OUTPUT_LIMIT = 200;

const SCHEMA = {
  type: "object",
  properties: { word: { type: "string" } },
  required: ["word"],
  additionalProperties: false,
} as const;

const TOOL = { name: "note_word", description: "Notes one word.", parameters: SCHEMA } as const;

/** The sanitized, synthetic request of a probe, as a caller of the endpoint would send it. */
export function probeBody(order: ProbeBodyOrder): JsonObject {
  const { endpoint, isStreamed, model, shape } = order;
  const base: JsonObject = isStreamed ? { model, stream: true } : { model };
  if (shape === "invalid") return base;
  const turns = turnsOf(order);
  const prompt = endpoint === "chat" ? { messages: turns } : { input: turns };
  const options = isStreamed && endpoint === "chat" ? { stream_options: { include_usage: true } } : {};
  return { ...base, ...prompt, ...options, ...(shape === "all_fields" ? optionalFields(order) : {}) };
}

function turnsOf({ shape, marker, contextWindow }: ProbeBodyOrder): readonly Turn[] {
  const ask = `Reply with exactly the word PASS. (${marker})`;
  switch (shape) {
    case "multi_turn":
      return [
        { role: "system", content: "You are a concise assistant." },
        { role: "user", content: "Reply with exactly the word READY." },
        { role: "assistant", content: "READY" },
        { role: "user", content: ask },
      ];
    case "ceiling": {
      const tokens = contextWindow === null ? CEILING_TOKENS : Math.min(CEILING_TOKENS, Math.floor(contextWindow / 2));
      const filler = "The delivery was on time and nothing was missing. ";
      const text = filler.repeat(Math.ceil((tokens * CHARACTERS_PER_TOKEN) / filler.length));
      return [{ role: "user", content: `${text}${ask}` }];
    }
    case "short":
    case "all_fields":
    case "invalid":
      return [{ role: "user", content: ask }];
  }
}

function optionalFields({ endpoint, capabilities: can }: ProbeBodyOrder): JsonObject {
  const temperature = Math.min(0.2, can.temperature?.[1] ?? 0.2);
  if (endpoint === "responses") {
    return {
      temperature,
      max_output_tokens: OUTPUT_LIMIT,
      ...(can.tools ? { tools: [{ type: "function", ...TOOL, strict: true }], tool_choice: "none" } : {}),
      ...(can.jsonSchema
        ? { text: { format: { type: "json_schema", name: "word", schema: SCHEMA, strict: true } } }
        : {}),
      ...(can.reasoningEffort ? { reasoning: { effort: "low" } } : {}),
    };
  }
  const limitField = can.maxTokensField === "max_tokens" ? "max_tokens" : "max_completion_tokens";
  return {
    temperature,
    n: 1,
    [limitField]: OUTPUT_LIMIT,
    ...(can.logprobs ? { logprobs: true } : {}),
    ...(can.tools ? { tools: [{ type: "function", function: { ...TOOL, strict: true } }], tool_choice: "none" } : {}),
    ...(can.jsonSchema
      ? { response_format: { type: "json_schema", json_schema: { name: "word", schema: SCHEMA, strict: true } } }
      : {}),
    ...(can.reasoningEffort ? { reasoning_effort: "low" } : {}),
  };
}
