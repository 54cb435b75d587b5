import { asArray, asNumber, asObject, asText, type JsonObject } from "./json";
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
  /** The schema the answer must satisfy; `{}` when one was announced but is missing, null when none was asked for. */
  readonly jsonSchema: JsonObject | null;
  readonly jsonObject: boolean;
  readonly vision: boolean;
  readonly reasoningEffort: string | null;
  readonly maxTokens: number | null;
  readonly maxTokensField: MaxTokensField | null;
  /** A chat request that names its output limit twice; the newer name is the one in `maxTokensField`. */
  readonly hasBothMaxTokens: boolean;
  readonly previousResponseId: string | null;
  /** The provider itself may act on the world: built-in tools, MCP servers, background work. */
  readonly asksToAct: boolean;
  /** `safety_identifier`, else `user`, as the caller sent it; null when it sent neither. */
  readonly stickinessKey: string | null;
  /** A quarter of the text's length, rounded up: an estimate, never a bill. */
  readonly estimatedInputTokens: number;
}

/** Reads the facts of a parsed request body. Values of the wrong type count as absent: the provider reports those. */
export function readRequestFacts(endpoint: Endpoint, body: JsonObject): RequestFacts {
  const isChat = endpoint === "chat";
  const format = isChat ? asObject(body.response_format) : asObject(asObject(body.text)?.format);
  const tools = asArray(body.tools) ?? [];
  const prompt = measurePrompt(isChat ? body.messages : body.input);
  const described = measurePrompt(body.instructions).characters + measurePrompt(body.tools).characters;
  const [maxTokensField, maxTokens] = readMaxTokens(isChat, body);
  return {
    stream: body.stream === true,
    includeUsage: asObject(body.stream_options)?.include_usage === true,
    temperature: asNumber(body.temperature),
    n: isChat ? asNumber(body.n) : null,
    logprobs: asksForLogprobs(body),
    tools: tools.length > 0 || (asArray(body.functions) ?? []).length > 0,
    jsonSchema: format?.type === "json_schema" ? readSchema(isChat, format) : null,
    jsonObject: format?.type === "json_object",
    vision: prompt.hasImage,
    reasoningEffort: asText(isChat ? body.reasoning_effort : asObject(body.reasoning)?.effort),
    maxTokens,
    maxTokensField,
    hasBothMaxTokens: maxTokensField === "max_completion_tokens" && asNumber(body.max_tokens) !== null,
    previousResponseId: asText(body.previous_response_id),
    asksToAct: body.background === true || tools.some(runsAtProvider),
    stickinessKey: asText(body.safety_identifier) ?? asText(body.user),
    estimatedInputTokens: Math.ceil((prompt.characters + described) / 4),
  };
}

function readSchema(isChat: boolean, format: JsonObject): JsonObject {
  return asObject(isChat ? asObject(format.json_schema)?.schema : format.schema) ?? {};
}

function readMaxTokens(isChat: boolean, body: JsonObject): [MaxTokensField | null, number | null] {
  const fields: readonly MaxTokensField[] = isChat ? ["max_completion_tokens", "max_tokens"] : ["max_output_tokens"];
  for (const field of fields) {
    const value = asNumber(body[field]);
    if (value !== null) return [field, value];
  }
  return [null, null];
}

function asksForLogprobs(body: JsonObject): boolean {
  if (body.logprobs === true || (asNumber(body.top_logprobs) ?? 0) > 0) return true;
  return (asArray(body.include) ?? []).includes("message.output_text.logprobs");
}

/** Function and custom tools are run by the caller; every other tool is run by the provider. */
function runsAtProvider(tool: unknown): boolean {
  const type = asObject(tool)?.type;
  return type !== "function" && type !== "custom" && type !== undefined;
}

interface PromptMeasure {
  readonly characters: number;
  readonly hasImage: boolean;
}

/** Deep enough for every documented message and tool schema; what lies below is not counted. */
const MAX_DEPTH = 16;

/** Media bytes are not text: a picture as a data URL would otherwise look like a million tokens. */
const MEDIA_KEYS: ReadonlySet<string> = new Set(["url", "image_url", "data", "file_data", "file_url", "file_id"]);

function measurePrompt(value: unknown): PromptMeasure {
  if (typeof value === "string") return { characters: value.length, hasImage: false };
  let characters = 0;
  let hasImage = false;
  const walk = (node: unknown, depth: number): void => {
    if (typeof node === "string") {
      characters += node.length;
    } else if (typeof node === "object" && node !== null && depth < MAX_DEPTH) {
      if (Array.isArray(node)) {
        for (const item of node) walk(item, depth + 1);
        return;
      }
      const fields = node as JsonObject;
      for (const key in fields) {
        const item = fields[key];
        if (key === "type" && (item === "image_url" || item === "input_image")) hasImage = true;
        if (!MEDIA_KEYS.has(key) || typeof item === "object") walk(item, depth + 1);
      }
    }
  };
  walk(value, 0);
  return { characters, hasImage };
}
