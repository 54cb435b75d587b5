import { contentText } from "./answer-parts";
import { asArray, asNumber, asObject, asText, type JsonObject } from "./json";
import {
  type AnswerHead,
  functionCallItem,
  messageItem,
  outputText,
  type ResponseEnd,
  refusalPart,
  responseEndOf,
  responseObject,
} from "./response-object";
import { headOf, type SpareName } from "./translate-answer";
import { responsesUsageOf } from "./translate-usage";

/** How far a chat stream has been told as a Responses stream. Never changed in place. */
export interface ResponsesTelling {
  readonly to: "responses";
  readonly spare: SpareName;
  /** The caller's own body: every response object repeats its settings. */
  readonly request: JsonObject;
  /** Null until the first chunk that starts the answer. */
  readonly head: AnswerHead | null;
  readonly sequence: number;
  /** In the order of their `output_index`; all stay open until the end, since chat may go back to any of them. */
  readonly items: readonly OpenItem[];
  readonly finishReason: string | null;
  readonly usage: JsonObject | null;
}

type OpenItem =
  | { readonly kind: "message"; readonly parts: readonly OpenPart[] }
  | {
      readonly kind: "function_call";
      readonly index: number | null;
      readonly callId: string;
      readonly name: string;
      readonly arguments: string;
    };

interface OpenPart {
  readonly kind: "output_text" | "refusal";
  readonly text: string;
}

export type ResponsesStep = readonly [telling: ResponsesTelling, frames: string];

const IN_PROGRESS: ResponseEnd = { status: "in_progress", cutBy: null };

/** Tells one chat chunk in Responses events. */
export function tellAsResponses(telling: ResponsesTelling, chunk: JsonObject): ResponsesStep {
  const usage = responsesUsageOf(chunk.usage) ?? telling.usage;
  const choice = asObject(asArray(chunk.choices)?.[0]);
  // Some providers open with a chunk of their own that names no answer and holds no choice.
  if (choice === null) return [{ ...telling, usage }, ""];
  let [state, frames] = opened({ ...telling, usage }, chunk);
  const add = ([next, more]: ResponsesStep): void => {
    state = next;
    frames += more;
  };
  const delta = asObject(choice.delta) ?? {};
  const text = contentText(delta.content);
  if (text !== "") add(said(state, "output_text", text));
  const refusal = asText(delta.refusal);
  if (refusal !== null) add(said(state, "refusal", refusal));
  for (const call of asArray(delta.tool_calls) ?? []) add(called(state, asObject(call) ?? {}));
  const finishReason = state.finishReason ?? asText(choice.finish_reason);
  return [finishReason === state.finishReason ? state : { ...state, finishReason }, frames];
}

/** The last frames of a stream that ended well: every item is closed, the whole response told, then `[DONE]`. */
export function endAsResponses(telling: ResponsesTelling): string {
  let [state, frames] = opened(telling, {});
  const add = ([next, more]: ResponsesStep): void => {
    state = next;
    frames += more;
  };
  const end = responseEndOf(state.finishReason);
  state.items.forEach((item, index) => {
    for (const [type, fields] of closingEvents(state, item, index, end.status)) add(event(state, type, fields));
  });
  const output = state.items.map((item, index) => itemOf(state, item, index, end.status));
  add(event(state, `response.${end.status}`, { response: whole(state, end, output, state.usage) }));
  return `${frames}data: [DONE]\n\n`;
}

function opened(telling: ResponsesTelling, chunk: JsonObject): ResponsesStep {
  if (telling.head !== null) return [telling, ""];
  const started = { ...telling, head: headOf(chunk, telling.spare) };
  const response = whole(started, IN_PROGRESS, [], null);
  const [created, first] = event(started, "response.created", { response });
  const [running, second] = event(created, "response.in_progress", { response });
  return [running, first + second];
}

/** A piece of text or refusal; the message and its part are announced before their first one. */
function said(telling: ResponsesTelling, kind: OpenPart["kind"], delta: string): ResponsesStep {
  let state = telling;
  let frames = "";
  const add = ([next, more]: ResponsesStep): void => {
    state = next;
    frames += more;
  };
  if (!state.items.some((item) => item.kind === "message")) add(begun(state, { kind: "message", parts: [] }));
  const itemIndex = state.items.findIndex((item) => item.kind === "message");
  const parts = partsOf(state, itemIndex);
  const known = parts.findIndex((part) => part.kind === kind);
  const at = known === -1 ? parts.length : known;
  const place = { item_id: idOf(state, itemIndex), output_index: itemIndex, content_index: at };
  if (known === -1) add(event(state, "response.content_part.added", { ...place, part: partOf({ kind, text: "" }) }));
  const part: OpenPart = { kind, text: (parts[at]?.text ?? "") + delta };
  state = withItem(state, itemIndex, { kind: "message", parts: [...parts.slice(0, at), part, ...parts.slice(at + 1)] });
  add(event(state, `response.${kind}.delta`, { ...place, delta, ...(kind === "output_text" ? { logprobs: [] } : {}) }));
  return [state, frames];
}

/** A piece of a tool call: its first one names the function. */
function called(telling: ResponsesTelling, call: JsonObject): ResponsesStep {
  let state = telling;
  let frames = "";
  const add = ([next, more]: ResponsesStep): void => {
    state = next;
    frames += more;
  };
  const fn = asObject(call.function) ?? {};
  let at = indexOfCall(state, call);
  if (at === -1) {
    at = state.items.length;
    const callId = asText(call.id) ?? `call_${state.head?.id}_${at}`;
    const name = asText(fn.name) ?? "";
    add(begun(state, { kind: "function_call", index: asNumber(call.index), callId, name, arguments: "" }));
  }
  const item = state.items[at];
  const delta = asText(fn.arguments);
  if (item?.kind !== "function_call" || delta === null) return [state, frames];
  state = withItem(state, at, { ...item, arguments: item.arguments + delta });
  const place = { item_id: idOf(state, at), output_index: at };
  add(event(state, "response.function_call_arguments.delta", { ...place, delta }));
  return [state, frames];
}

/** By its index; by its id, or as the call begun last, where a provider leaves the index out. */
function indexOfCall(telling: ResponsesTelling, call: JsonObject): number {
  const index = asNumber(call.index);
  const id = asText(call.id);
  return telling.items.findLastIndex(
    (item) =>
      item.kind === "function_call" && (index === null ? id === null || item.callId === id : item.index === index),
  );
}

function begun(telling: ResponsesTelling, item: OpenItem): ResponsesStep {
  const state = { ...telling, items: [...telling.items, item] };
  const at = telling.items.length;
  return event(state, "response.output_item.added", { output_index: at, item: itemOf(state, item, at, "in_progress") });
}

function closingEvents(
  telling: ResponsesTelling,
  item: OpenItem,
  at: number,
  status: string,
): readonly (readonly [string, JsonObject])[] {
  const place = { item_id: idOf(telling, at), output_index: at };
  const done = ["response.output_item.done", { output_index: at, item: itemOf(telling, item, at, status) }] as const;
  if (item.kind === "function_call") {
    const said = { ...place, name: item.name, arguments: item.arguments };
    return [["response.function_call_arguments.done", said], done];
  }
  const parts = item.parts.flatMap((part, index) => {
    const here = { ...place, content_index: index };
    const text = part.kind === "refusal" ? { refusal: part.text } : { text: part.text, logprobs: [] };
    return [
      [`response.${part.kind}.done`, { ...here, ...text }] as const,
      ["response.content_part.done", { ...here, part: partOf(part) }] as const,
    ];
  });
  return [...parts, done];
}

function itemOf(telling: ResponsesTelling, item: OpenItem, at: number, status: string): JsonObject {
  const id = telling.head?.id ?? "";
  return item.kind === "message"
    ? messageItem(id, status, status === "in_progress" ? [] : item.parts.map(partOf))
    : functionCallItem(id, at, status, item);
}

function idOf(telling: ResponsesTelling, at: number): unknown {
  const item = telling.items[at];
  return item === undefined ? undefined : itemOf(telling, item, at, "in_progress").id;
}

function partOf({ kind, text }: OpenPart): JsonObject {
  return kind === "refusal" ? refusalPart(text) : outputText(text);
}

function partsOf(telling: ResponsesTelling, at: number): readonly OpenPart[] {
  const item = telling.items[at];
  return item?.kind === "message" ? item.parts : [];
}

function withItem(telling: ResponsesTelling, at: number, item: OpenItem): ResponsesTelling {
  return { ...telling, items: telling.items.map((other, index) => (index === at ? item : other)) };
}

function whole(telling: ResponsesTelling, end: ResponseEnd, output: readonly unknown[], usage: JsonObject | null) {
  const head = telling.head ?? headOf({}, telling.spare);
  return responseObject(head, telling.request, end, output, usage);
}

function event(telling: ResponsesTelling, type: string, fields: JsonObject): ResponsesStep {
  const data = JSON.stringify({ type, sequence_number: telling.sequence, ...fields });
  return [{ ...telling, sequence: telling.sequence + 1 }, `event: ${type}\ndata: ${data}\n\n`];
}
