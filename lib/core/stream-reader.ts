import { assertNever } from "./assert-never";
import { readChatEvent } from "./chat-stream";
import { parseJson } from "./json";
import { readResponsesEvent } from "./responses-stream";
import type { Endpoint } from "./routing-snapshot";
import { bareSignal, type Signal } from "./signal";
import type { StreamRead } from "./stream-read";

export type { StreamRead } from "./stream-read";

/** A stream of which nothing has been read; `choiceCount` is how many alternatives were asked for. */
export function initialStream(endpoint: Endpoint, choiceCount = 1): StreamRead {
  return {
    endpoint,
    isVisible: false,
    malformed: false,
    terminal: null,
    error: null,
    finishReason: null,
    model: null,
    responseId: null,
    usage: null,
    textLength: 0,
    isCommitted: false,
    hasToolCall: false,
    malformedCount: 0,
    choiceCount,
    openChoices: [],
    finishedChoices: [],
  };
}

/**
 * The stream after one more server-sent event: `eventName` from its `event` field, `data` joined from its data lines.
 * Comments are not events. An event that is no JSON is marked and counted, not fatal; one of an unknown kind changes
 * nothing and is to be forwarded. Once an error was read the stream stays failed, whatever follows: `[DONE]` after an
 * error frame is no success.
 */
export function readStreamEvent(read: StreamRead, eventName: string | null, data: string): StreamRead {
  if (data.trim() === "") return quiet(read);
  if (data.trim() === "[DONE]") {
    return { ...quiet(read), terminal: read.terminal === "failed" ? "failed" : "done" };
  }
  const payload = parseJson(data);
  const isObject = typeof payload === "object" && payload !== null;
  if (!isObject) return { ...read, isVisible: false, malformed: true, malformedCount: read.malformedCount + 1 };
  switch (read.endpoint) {
    case "chat":
      return readChatEvent(quiet(read), eventName, payload, data);
    case "responses":
      return readResponsesEvent(quiet(read), eventName, payload, data);
    default:
      return assertNever(read.endpoint);
  }
}

/**
 * Judges a stream that ended. Complete means a terminal signal was read: for chat a finish reason for every choice that
 * began, for Responses a terminal event, and something visible with it. `signal` says what is missing otherwise; before the commit point it
 * decides the fallback, after it the shell reports `stream_interrupted`.
 */
export function streamEnded(read: StreamRead): { readonly complete: boolean; readonly signal: Signal | null } {
  if (read.error !== null) return { complete: false, signal: read.error };
  if (read.finishReason === null || read.openChoices.length > 0)
    return { complete: false, signal: invalid("truncated") };
  return read.isCommitted || read.hasToolCall
    ? { complete: true, signal: null }
    : { complete: false, signal: invalid("empty") };
}

function invalid(detail: string): Signal {
  return bareSignal({ class: "invalid_output", detail });
}

function quiet(read: StreamRead): StreamRead {
  return read.isVisible || read.malformed ? { ...read, isVisible: false, malformed: false } : read;
}
