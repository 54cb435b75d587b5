import { assembleChat } from "./assemble-chat";
import { assembleResponses } from "./assemble-responses";
import { assertNever } from "./assert-never";
import type { JsonObject } from "./json";
import type { Endpoint } from "./routing-snapshot";

/** One server-sent event of a stream: its `event` field and its data lines joined. */
export interface StreamEvent {
  readonly event: string | null;
  readonly data: string;
}

/**
 * The whole answer a complete stream amounts to, in the shape its endpoint has without streaming, so that both are
 * checked alike. Events that are not JSON, and what they say of the wrong type, are passed over. Linear; never throws.
 */
export function assembleStream(endpoint: Endpoint, events: readonly StreamEvent[]): JsonObject {
  switch (endpoint) {
    case "chat":
      return assembleChat(events);
    case "responses":
      return assembleResponses(events);
    default:
      return assertNever(endpoint);
  }
}
