import { asObject, asText, type JsonObject } from "./json";
import type { AnswerHead } from "./response-object";
import { finishReasonOf, headOf, type SpareName, spokenIn, toolCallOf } from "./translate-answer";
import { chatUsageOf } from "./translate-usage";

/** How far a Responses stream has been told as a chat stream. Never changed in place. */
export interface ChatTelling {
  readonly to: "chat";
  readonly spare: SpareName;
  /** The caller asked for `stream_options.include_usage`. */
  readonly includesUsage: boolean;
  /** Null until the first event that starts the answer. */
  readonly head: AnswerHead | null;
  readonly hasText: boolean;
  readonly hasRefusal: boolean;
  /** Function calls announced so far; chat numbers them from 0 in this order. */
  readonly calls: readonly AnnouncedCall[];
  /** The finished response, from the terminal event. */
  readonly response: JsonObject | null;
}

interface AnnouncedCall {
  readonly itemId: unknown;
  readonly outputIndex: unknown;
  readonly hasArguments: boolean;
}

export type ChatStep = readonly [telling: ChatTelling, frames: string];

/** Tells one Responses event in chat chunks. Events chat has no words for, reasoning among them, tell nothing. */
export function tellAsChat(telling: ChatTelling, type: string, event: JsonObject): ChatStep {
  switch (type) {
    case "response.created":
    case "response.in_progress":
      return opened(telling, asObject(event.response) ?? {});
    case "response.output_text.delta":
      return said(telling, "content", asText(event.delta));
    case "response.refusal.delta":
      return said(telling, "refusal", asText(event.delta));
    case "response.output_item.added":
      return announced(telling, event);
    case "response.function_call_arguments.delta":
      return argued(telling, event, asText(event.delta));
    case "response.output_item.done":
      return completedCall(telling, event);
    case "response.completed":
    case "response.done":
    case "response.incomplete":
      return [{ ...telling, response: asObject(event.response) ?? {} }, ""];
    default:
      return [telling, ""];
  }
}

/** The last frames of a stream that ended well: what was only in the finished object, finish reason, usage, `[DONE]`. */
export function endAsChat(telling: ChatTelling): string {
  const response = telling.response ?? {};
  let [state, frames] = opened(telling, response);
  const add = ([next, more]: ChatStep): void => {
    state = next;
    frames += more;
  };
  const { text, refusal, calls } = spokenIn(response);
  if (!state.hasText) add(said(state, "content", text));
  if (!state.hasRefusal) add(said(state, "refusal", refusal));
  if (state.calls.length === 0) for (const item of calls) add(completedCall(state, { item, item_id: item.id }));
  frames += chunk(state, {}, finishReasonOf(response, state.calls.length > 0));
  const usage = telling.includesUsage ? chatUsageOf(response.usage) : null;
  if (usage !== null) frames += frame({ ...chunkHead(state), choices: [], usage });
  return `${frames}data: [DONE]\n\n`;
}

function opened(telling: ChatTelling, response: JsonObject): ChatStep {
  if (telling.head !== null) return [telling, ""];
  const next = { ...telling, head: headOf(response, telling.spare) };
  return [next, chunk(next, { role: "assistant", content: "", refusal: null }, null)];
}

function said(telling: ChatTelling, field: "content" | "refusal", delta: string | null): ChatStep {
  if (delta === null || delta === "") return [telling, ""];
  const [open, frames] = opened(telling, {});
  const isText = field === "content";
  const next = { ...open, hasText: open.hasText || isText, hasRefusal: open.hasRefusal || !isText };
  return [next, frames + chunk(next, { [field]: delta }, null)];
}

/** A function call begins: its name comes first, its arguments follow. */
function announced(telling: ChatTelling, event: JsonObject): ChatStep {
  const item = asObject(event.item);
  if (item?.type !== "function_call") return [telling, ""];
  const [open, frames] = opened(telling, {});
  const index = open.calls.length;
  const hasArguments = asText(item.arguments) !== null;
  const call = { itemId: item.id ?? event.item_id, outputIndex: event.output_index, hasArguments };
  const next = { ...open, calls: [...open.calls, call] };
  return [next, frames + chunk(next, { tool_calls: [{ index, ...toolCallOf(item) }] }, null)];
}

function argued(telling: ChatTelling, event: JsonObject, delta: string | null): ChatStep {
  const index = indexOfCall(telling, event.item_id, event.output_index);
  if (delta === null || index === -1) return [telling, ""];
  const calls = telling.calls.map((call, at) => (at === index ? { ...call, hasArguments: true } : call));
  const next = { ...telling, calls };
  return [next, chunk(next, { tool_calls: [{ index, function: { arguments: delta } }] }, null)];
}

/** A provider that sends no deltas says a call, or its arguments, only when the item is done. */
function completedCall(telling: ChatTelling, event: JsonObject): ChatStep {
  const item = asObject(event.item);
  if (item?.type !== "function_call") return [telling, ""];
  const index = indexOfCall(telling, item.id ?? event.item_id, event.output_index);
  if (index === -1) return announced(telling, event);
  return telling.calls[index]?.hasArguments
    ? [telling, ""]
    : argued(telling, { ...event, item_id: item.id ?? event.item_id }, asText(item.arguments));
}

function indexOfCall(telling: ChatTelling, itemId: unknown, outputIndex: unknown): number {
  return telling.calls.findIndex((call) =>
    typeof outputIndex === "number" ? call.outputIndex === outputIndex : call.itemId === itemId && itemId !== undefined,
  );
}

function chunk(telling: ChatTelling, delta: JsonObject, finishReason: string | null): string {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason };
  return frame({ ...chunkHead(telling), choices: [choice], ...(telling.includesUsage ? { usage: null } : {}) });
}

function chunkHead({ head }: ChatTelling): JsonObject {
  return {
    id: `chatcmpl-${head?.id}`,
    object: "chat.completion.chunk",
    created: head?.createdAt,
    model: head?.model,
    ...(head === null || head.serviceTier === null ? {} : { service_tier: head.serviceTier }),
  };
}

function frame(payload: JsonObject): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}
