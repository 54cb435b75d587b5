import { assertNever } from "./assert-never";
import { asObject, asText, parseJson } from "./json";
import type { Retelling } from "./translate-answer";
import { type ChatTelling, endAsChat, tellAsChat } from "./translate-stream-to-chat";
import { endAsResponses, type ResponsesTelling, tellAsResponses } from "./translate-stream-to-responses";

/** A stream of one endpoint half told in the events of the other. */
export type StreamTelling = ChatTelling | ResponsesTelling;

/** A telling of which nothing was said yet. */
export function startTelling({ to, request, spare }: Retelling): StreamTelling {
  switch (to) {
    case "chat":
      return {
        to,
        spare,
        includesUsage: asObject(request.stream_options)?.include_usage === true,
        head: null,
        hasText: false,
        hasRefusal: false,
        calls: [],
        response: null,
      };
    case "responses":
      return { to, spare, request, head: null, sequence: 0, items: [], finishReason: null, usage: null };
    default:
      return assertNever(to);
  }
}

/**
 * Tells one of the provider's events: the telling after it and the frames to send, "" when it says nothing the caller's
 * endpoint has words for. Errors tell nothing either: the gateway ends the stream in its own words. Nothing final is
 * told before `endTelling`, so that an answer looks whole only once it was judged whole.
 */
export function tellEvent(
  telling: StreamTelling,
  eventName: string | null,
  data: string,
): readonly [StreamTelling, string] {
  const event = asObject(parseJson(data));
  if (event === null) return [telling, ""];
  return telling.to === "chat"
    ? tellAsChat(telling, asText(event.type) ?? eventName ?? "", event)
    : tellAsResponses(telling, event);
}

/** The frames that end a stream which was judged complete. Called once. */
export function endTelling(telling: StreamTelling): string {
  return telling.to === "chat" ? endAsChat(telling) : endAsResponses(telling);
}
