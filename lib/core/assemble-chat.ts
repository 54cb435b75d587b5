import type { StreamEvent } from "./assemble-stream";
import { asArray, asNumber, asObject, asText, type JsonObject, parseJson } from "./json";

interface DraftCall {
  readonly id: string | null;
  name: string | null;
  arguments: string;
}

interface DraftChoice {
  content: string;
  refusal: string;
  finishReason: string | null;
  /** In order of appearance. */
  readonly calls: DraftCall[];
  /** The call that the next piece with this index belongs to. */
  readonly callAt: Map<number, DraftCall>;
  legacyCall: DraftCall | null;
}

/** The `chat.completion` that a stream of chunks amounts to. */
export function assembleChat(events: readonly StreamEvent[]): JsonObject {
  const choices = new Map<number, DraftChoice>();
  let id: string | null = null;
  let model: string | null = null;
  let usage: unknown = null;
  for (const { data } of events) {
    const chunk = asObject(parseJson(data));
    if (chunk === null) continue;
    id ??= asText(chunk.id);
    model ??= asText(chunk.model);
    usage = chunk.usage ?? usage;
    for (const item of asArray(chunk.choices) ?? []) takeChoice(choices, asObject(item) ?? {});
  }
  const ordered = [...choices].sort(([left], [right]) => left - right);
  const finished = ordered.map(([index, choice]) => finishedChoice(index, choice));
  return { id, object: "chat.completion", model, choices: finished, usage };
}

function takeChoice(choices: Map<number, DraftChoice>, piece: JsonObject): void {
  const index = asNumber(piece.index) ?? 0;
  let choice = choices.get(index);
  if (choice === undefined) {
    choice = { content: "", refusal: "", finishReason: null, calls: [], callAt: new Map(), legacyCall: null };
    choices.set(index, choice);
  }
  choice.finishReason ??= asText(piece.finish_reason);
  const delta = asObject(piece.delta);
  if (delta === null) return;
  choice.content += textOf(delta.content);
  choice.refusal += textOf(delta.refusal);
  for (const item of asArray(delta.tool_calls) ?? []) takeCall(choice, asObject(item) ?? {});
  const legacy = asObject(delta.function_call);
  if (legacy === null) return;
  choice.legacyCall ??= { id: null, name: null, arguments: "" };
  continueCall(choice.legacyCall, legacy);
}

/** A piece goes to the call of its index. Some providers give every call the same index: a new id is a new call. */
function takeCall(choice: DraftChoice, piece: JsonObject): void {
  const index = asNumber(piece.index) ?? 0;
  const id = asText(piece.id);
  let call = choice.callAt.get(index);
  if (call === undefined || (id !== null && call.id !== null && id !== call.id)) {
    call = { id, name: null, arguments: "" };
    choice.callAt.set(index, call);
    choice.calls.push(call);
  }
  continueCall(call, asObject(piece.function) ?? {});
}

function continueCall(call: DraftCall, piece: JsonObject): void {
  call.name ??= asText(piece.name);
  call.arguments += textOf(piece.arguments);
}

/** Content is a string, or for some providers a list of parts. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return (asArray(value) ?? []).map((part) => asText(asObject(part)?.text) ?? "").join("");
}

function finishedChoice(index: number, choice: DraftChoice): JsonObject {
  const { content, refusal, finishReason, calls, legacyCall } = choice;
  const message = {
    role: "assistant",
    content: content === "" ? null : content,
    refusal: refusal === "" ? null : refusal,
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(finishedCall) }),
    ...(legacyCall === null ? {} : { function_call: { name: legacyCall.name, arguments: legacyCall.arguments } }),
  };
  return { index, message, finish_reason: finishReason };
}

function finishedCall({ id, name, arguments: written }: DraftCall): JsonObject {
  return { id, type: "function", function: { name, arguments: written } };
}
