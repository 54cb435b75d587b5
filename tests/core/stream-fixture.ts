import type { Endpoint } from "@/lib/core/routing-snapshot";
import { initialStream, readStreamEvent, type StreamRead, streamEnded } from "@/lib/core/stream-reader";

/** A data payload: text as it is, or JSON to be written out. */
export type Event = string | Readonly<Record<string, unknown>>;

/** Reads events one after the other. */
export function read(
  endpoint: Endpoint,
  events: readonly Event[],
  from: StreamRead = initialStream(endpoint),
): StreamRead {
  return events.reduce<StreamRead>(
    (state, event) => readStreamEvent(state, null, typeof event === "string" ? event : JSON.stringify(event)),
    from,
  );
}

/** Which of the events were visible, by index. */
export function visible(endpoint: Endpoint, events: readonly Event[]): number[] {
  let state = initialStream(endpoint);
  return events.flatMap((event, index) => {
    state = read(endpoint, [event], state);
    return state.isVisible ? [index] : [];
  });
}

/** The verdict on a stream of these events: `complete`, or the class and detail of what is missing. */
export const ended = (endpoint: Endpoint, events: readonly Event[]) => {
  const { complete, signal } = streamEnded(read(endpoint, events));
  return complete ? "complete" : `${signal?.class}:${signal?.detail}`;
};

export const chunk = (delta: unknown, finishReason: unknown = null, extra: object = {}) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  model: "gpt-5-nano-2025-08-07",
  choices: [{ index: 0, delta, finish_reason: finishReason }],
  ...extra,
});
export const role = chunk({ role: "assistant", content: "", refusal: null });
export const text = (content: string) => chunk({ content });
export const stop = chunk({}, "stop");
export const usage = {
  ...chunk({}),
  choices: [],
  usage: { prompt_tokens: 16, completion_tokens: 300, total_tokens: 316 },
};
export const done = "[DONE]";

export const created = {
  type: "response.created",
  sequence_number: 0,
  response: { id: "resp_1", status: "in_progress", model: "gpt-5", error: null },
};
export const delta = (value: string) => ({ type: "response.output_text.delta", item_id: "m", delta: value });
export const completed = (fields: object = {}) => ({
  type: "response.completed",
  response: {
    status: "completed",
    model: "gpt-5",
    output: [],
    usage: { input_tokens: 3, output_tokens: 4 },
    ...fields,
  },
});
