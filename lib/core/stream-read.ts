import type { Endpoint } from "./routing-snapshot";
import type { Signal } from "./signal";
import type { Usage } from "./usage";

/**
 * What is known of a stream after one event: `isVisible` and `malformed` speak of that event, the rest of the stream
 * so far. A read is also the state for the next one: `read = readStreamEvent(read, name, data)`.
 */
export interface StreamRead {
  readonly endpoint: Endpoint;
  /** This event carries text, a refusal or tool arguments: forwarding it commits the answer. */
  readonly isVisible: boolean;
  /** This event is not JSON: it is dropped and counted, not forwarded. */
  readonly malformed: boolean;
  /**
   * `completed`: a finish reason or terminal event was read (a chat stream may go on with usage and `[DONE]`, a Responses
   * stream is over); `done`: `[DONE]` was read; `failed`: an error frame was read, and nothing changes that.
   */
  readonly terminal: null | "completed" | "done" | "failed";
  readonly error: Signal | null;
  /** As chat names them; for Responses derived from the terminal event. */
  readonly finishReason: string | null;
  readonly model: string | null;
  /** Of a Responses stream; null for chat, which keeps no state. */
  readonly responseId: string | null;
  readonly usage: Usage | null;
  /** Visible characters so far. */
  readonly textLength: number;
  /** A visible event was read: the commit point is behind. */
  readonly isCommitted: boolean;
  /** A tool call was announced, if only without arguments: an answer that consists of it is not empty. */
  readonly hasToolCall: boolean;
  readonly malformedCount: number;
  /** How many alternatives were asked for; 1 for Responses. */
  readonly choiceCount: number;
  /** Indexes of chat choices that began and have no finish reason yet, and of those that have one. */
  readonly openChoices: readonly number[];
  readonly finishedChoices: readonly number[];
}

/** The read after an event with `length` visible characters, or something visible that is not counted in characters. */
export function withVisible(read: StreamRead, length: number, hasOther: boolean): StreamRead {
  if (length === 0 && !hasOther) return read;
  return { ...read, isVisible: true, isCommitted: true, textLength: read.textLength + length };
}

/** The read after an error frame. The first error stands. */
export function withError(read: StreamRead, error: Signal): StreamRead {
  return read.error === null ? { ...read, terminal: "failed", error } : read;
}

/** The read after the sign that the answer is complete; a stream that failed stays failed. */
export function withFinish(read: StreamRead, finishReason: string): StreamRead {
  return { ...read, finishReason, terminal: read.error === null ? "completed" : "failed" };
}
