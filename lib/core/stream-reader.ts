import type { Endpoint } from "./routing-snapshot";
import type { Signal } from "./signal";
import type { Usage } from "./usage";

/**
 * What is known of a stream after one event: `isVisible` and `malformed` speak of that event, the rest of the stream
 * so far. A read is also the state for the next one: `read = readStreamEvent(read, name, data)`.
 */
export interface StreamRead {
  readonly endpoint: Endpoint;
  /** This event carries the first or further text, refusal or tool arguments: forwarding it commits the answer. */
  readonly isVisible: boolean;
  /** This event is not JSON: it is dropped and counted, not forwarded. */
  readonly malformed: boolean;
  /** `completed`: finish reason or terminal event seen; `done`: `[DONE]` seen; `failed`: an error frame was seen. */
  readonly terminal: null | "completed" | "done" | "failed";
  readonly error: Signal | null;
  readonly finishReason: string | null;
  readonly model: string | null;
  readonly usage: Usage | null;
  /** Visible characters so far. */
  readonly textLength: number;
  readonly malformedCount: number;
}

export declare function initialStream(endpoint: Endpoint): StreamRead;
export declare function readStreamEvent(read: StreamRead, eventName: string | null, data: string): StreamRead;
export declare function streamEnded(read: StreamRead): { readonly complete: boolean; readonly signal: Signal | null };
