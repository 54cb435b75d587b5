import { asArray, asObject, asText, type JsonObject } from "./json";
import { readUsage, type Usage } from "./usage";

/** One of the alternatives an answer offers: a chat choice, or the whole output of a Responses object. */
export interface AnswerChoice {
  /** What is wrong with its shape, whatever its content; null when the contract's fields are there. */
  readonly defect: string | null;
  /** A safety system withheld it. */
  readonly isFiltered: boolean;
  /** As chat names them; for Responses derived from status and output. */
  readonly finishReason: string | null;
  readonly text: string;
  readonly hasRefusal: boolean;
  readonly toolCalls: number;
  readonly toolArguments: readonly string[];
}

/** What an answer consists of, whichever endpoint it came from. */
export interface AnswerParts {
  readonly model: string | null;
  /** Of a Responses answer; null for chat, which keeps no state. */
  readonly responseId: string | null;
  readonly usage: Usage | null;
  /** Work the provider goes on with in the background: there is nothing to check yet. */
  readonly isPending: boolean;
  readonly choices: readonly AnswerChoice[];
}

export function readChatParts(body: JsonObject): AnswerParts {
  return {
    model: asText(body.model),
    usage: readUsage(body.usage),
    responseId: null,
    isPending: false,
    choices: (asArray(body.choices) ?? []).map(readChoice),
  };
}

const WRONG_SHAPE: AnswerChoice = {
  defect: "wrong_shape",
  isFiltered: false,
  finishReason: null,
  text: "",
  hasRefusal: false,
  toolCalls: 0,
  toolArguments: [],
};

function readChoice(value: unknown): AnswerChoice {
  const choice = asObject(value);
  const message = asObject(choice?.message);
  if (choice === null || message === null) return WRONG_SHAPE;
  if (message.role !== undefined && message.role !== "assistant") return WRONG_SHAPE;
  const calls = (asArray(message.tool_calls) ?? []).map((call) => asObject(asObject(call)?.function));
  const legacyCall = asObject(message.function_call);
  if (legacyCall !== null) calls.push(legacyCall);
  const finishReason = asText(choice.finish_reason);
  return {
    defect: hasContentShape(message.content) ? null : "wrong_shape",
    isFiltered: finishReason === "content_filter",
    finishReason,
    text: contentText(message.content),
    hasRefusal: asText(message.refusal) !== null,
    toolCalls: calls.length,
    toolArguments: calls.flatMap((call) => asText(call?.arguments) ?? []),
  };
}

function hasContentShape(content: unknown): boolean {
  return content === undefined || content === null || typeof content === "string" || Array.isArray(content);
}

/** Content is a string, or parts of which some are text. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return objectsIn(content)
    .map((part) => asText(part.text) ?? "")
    .join("");
}

function objectsIn(value: unknown): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const item of asArray(value) ?? []) {
    const object = asObject(item);
    if (object !== null) objects.push(object);
  }
  return objects;
}

export function readResponsesParts(body: JsonObject): AnswerParts {
  return {
    model: asText(body.model),
    usage: readUsage(body.usage),
    responseId: asText(body.id),
    isPending: body.status === "queued" || body.status === "in_progress",
    choices: [readOutput(body)],
  };
}

function readOutput(body: JsonObject): AnswerChoice {
  const items = objectsIn(body.output);
  const content = items.flatMap((item) => (item.type === "message" ? objectsIn(item.content) : []));
  const calls = items.filter((item) => asText(item.type)?.endsWith("_call"));
  const cutBy = asText(asObject(body.incomplete_details)?.reason);
  const hasRefusal = content.some((part) => part.type === "refusal" && asText(part.refusal) !== null);
  return {
    defect: outputDefect(body, cutBy),
    isFiltered: cutBy === "content_filter",
    finishReason: body.status === "completed" ? (calls.length > 0 ? "tool_calls" : "stop") : chatNameOf(cutBy),
    text: content.map((part) => (part.type === "output_text" ? (asText(part.text) ?? "") : "")).join(""),
    hasRefusal,
    toolCalls: calls.length,
    toolArguments: calls.flatMap((call) => asText(call.arguments) ?? []),
  };
}

function outputDefect(body: JsonObject, cutBy: string | null): string | null {
  if (typeof body.status !== "string") return "wrong_shape";
  if (body.status === "completed") return Array.isArray(body.output) ? null : "wrong_shape";
  return body.status === "incomplete" && cutBy === "content_filter" ? null : body.status;
}

/** The finish reason chat has for what cut a Responses answer short. */
export function chatNameOf(cutBy: string | null): string | null {
  return cutBy === "max_output_tokens" || cutBy === "max_tokens" ? "length" : cutBy;
}
