import { classifyErrorBody } from "./classify";
import { asArray, asNumber, asObject, asText, type JsonObject } from "./json";
import { bareSignal } from "./signal";
import { type StreamRead, withError, withFinish, withVisible } from "./stream-read";
import { readUsage } from "./usage";

/** Reads one parsed event of a chat completion stream. */
export function readChatEvent(read: StreamRead, eventName: string | null, payload: object, data: string): StreamRead {
  const chunk = asObject(payload);
  if (chunk === null || hasErrorShape(chunk, eventName)) return readChatError(read, eventName, payload, data);
  let next = withMeta(read, chunk);
  for (const item of asArray(chunk.choices) ?? []) {
    const choice = asObject(item);
    if (choice === null) continue;
    const index = asNumber(choice.index) ?? 0;
    next = withChoice(next, index);
    const delta = asObject(choice.delta);
    if (delta !== null) {
      if (typeof delta.content === "number")
        return { ...read, malformed: true, malformedCount: read.malformedCount + 1 };
      next = readDelta(next, delta);
    }
    const finishReason = asText(choice.finish_reason);
    if (finishReason !== null) next = finished(next, index, finishReason);
  }
  return next;
}

function hasErrorShape(chunk: JsonObject, eventName: string | null): boolean {
  if (eventName === "error" || !Array.isArray(chunk.choices) || chunk.error) return true;
  const choice = asObject(chunk.choices[0]);
  return choice !== null && (Boolean(choice.error) || asText(choice.finish_reason)?.toLowerCase() === "error");
}

function readChatError(read: StreamRead, eventName: string | null, payload: object, data: string): StreamRead {
  const error = classifyErrorBody({ status: 200, bodyText: data, parsed: payload, nowMs: 0 });
  if (error !== null) return withError(read, error);
  return eventName === "error" ? withError(read, bareSignal({ class: "server_error", httpStatus: 200 })) : read;
}

function withMeta(read: StreamRead, chunk: JsonObject): StreamRead {
  const model = read.model ?? asText(chunk.model);
  const usage = chunk.usage ? (readUsage(chunk.usage) ?? read.usage) : read.usage;
  return model === read.model && usage === read.usage ? read : { ...read, model, usage };
}

function readDelta(read: StreamRead, delta: JsonObject): StreamRead {
  const length = lengthOf(delta.content) + lengthOf(delta.refusal);
  const legacyCall = asObject(delta.function_call);
  const calls = delta.tool_calls === undefined ? NO_CALLS : (asArray(delta.tool_calls) ?? NO_CALLS);
  if (calls.length === 0 && legacyCall === null) return withVisible(read, length, delta.audio !== undefined);
  const hasArguments = [legacyCall, ...calls.map((call) => asObject(asObject(call)?.function))].some(
    (call) => asText(call?.arguments) !== null,
  );
  const next = withVisible(read, length, hasArguments);
  return next.hasToolCall ? next : { ...next, hasToolCall: true };
}

const NO_CALLS: readonly unknown[] = [];

/** Content is a string, or for some providers a list of parts. */
function lengthOf(content: unknown): number {
  if (typeof content === "string") return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce((sum: number, part) => sum + (asText(asObject(part)?.text)?.length ?? 0), 0);
}

function withChoice(read: StreamRead, index: number): StreamRead {
  if (read.openChoices.includes(index) || read.finishedChoices.includes(index)) return read;
  return { ...read, openChoices: [...read.openChoices, index] };
}

/** One choice is finished; the answer is complete when all that were asked for are. The first finish reason stands. */
function finished(read: StreamRead, index: number, finishReason: string): StreamRead {
  if (read.finishedChoices.includes(index)) return read;
  if (finishReason !== "content_filter") {
    const openChoices = read.openChoices.filter((open) => open !== index);
    const finishedChoices = [...read.finishedChoices, index];
    const known = { ...read, openChoices, finishedChoices, finishReason: read.finishReason ?? finishReason };
    const isComplete = openChoices.length === 0 && finishedChoices.length >= read.choiceCount;
    return isComplete ? withFinish(known, known.finishReason) : known;
  }
  const error = bareSignal({ class: "content_policy", detail: finishReason, httpStatus: 200 });
  return withError({ ...read, finishReason }, error);
}
