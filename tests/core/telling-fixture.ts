import type { JsonObject } from "@/lib/core/json";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { endTelling, startTelling, tellEvent } from "@/lib/core/translate-stream";

export const SPARE = { id: "0af7651916cd43dd8448eb211c80319c", createdAt: 1_700_000_000 };

/** The events a caller of `to` is told for these events of the other endpoint, in order; `[DONE]` as it is. */
export function told(to: Endpoint, events: readonly JsonObject[], request: JsonObject = {}): (JsonObject | "[DONE]")[] {
  let telling = startTelling({ to, request, spare: SPARE });
  let frames = "";
  for (const event of events) {
    const [next, more] = tellEvent(telling, null, JSON.stringify(event));
    telling = next;
    frames += more;
  }
  return parsed(frames + endTelling(telling));
}

/** Reads frames as a strict client would: every frame ends with a blank line, an event's name is its type. */
export function parsed(frames: string): (JsonObject | "[DONE]")[] {
  if (!frames.endsWith("\n\n")) throw new Error("the last frame is not closed");
  return frames
    .slice(0, -2)
    .split("\n\n")
    .map((frame) => {
      const [, name, data = ""] = /^(?:event: ([^\n]+)\n)?data: (.+)$/s.exec(frame) ?? [];
      if (data === "[DONE]") return data;
      const event = JSON.parse(data) as JsonObject;
      if (name !== undefined && name !== event.type) throw new Error(`event ${name} says ${event.type}`);
      return event;
    });
}

/** A chat chunk as OpenAI sends them (reference/provider-protocol.md 2.2). */
export const chatChunk = (delta: JsonObject, finish_reason: string | null = null): JsonObject => ({
  id: "chatcmpl-C4Hq1",
  object: "chat.completion.chunk",
  created: 1755137933,
  model: "gpt-5-nano-2025-08-07",
  service_tier: "default",
  choices: [{ index: 0, delta, finish_reason }],
});

export const USAGE_CHUNK: JsonObject = {
  ...chatChunk({}),
  choices: [],
  usage: { prompt_tokens: 16, completion_tokens: 3, total_tokens: 19 },
};

/** The events of a text answer in the order recorded from OpenAI (same file, 2.4), reasoning included. */
export function responsesText(deltas: readonly string[], end: JsonObject = {}): JsonObject[] {
  const text = deltas.join("");
  const item = { id: "msg_1", type: "message", status: "completed", role: "assistant" };
  const part = { type: "output_text", annotations: [], text };
  const place = { item_id: "msg_1", output_index: 1, content_index: 0 };
  const response = { id: "resp_9a1", object: "response", created_at: 1777800000, model: "gpt-5.4-2026-03-17" };
  const begun = { ...response, status: "in_progress", output: [], usage: null };
  const usage = { input_tokens: 16, output_tokens: 3, total_tokens: 19 };
  const events: JsonObject[] = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    { type: "response.output_item.added", output_index: 0, item: { id: "rs_1", type: "reasoning", summary: [] } },
    { type: "response.output_item.done", output_index: 0, item: { id: "rs_1", type: "reasoning", summary: [] } },
    { type: "response.output_item.added", output_index: 1, item: { ...item, status: "in_progress", content: [] } },
    { type: "response.content_part.added", ...place, part: { ...part, text: "" } },
    ...deltas.map((delta) => ({ type: "response.output_text.delta", ...place, delta })),
    { type: "response.output_text.done", ...place, text },
    { type: "response.content_part.done", ...place, part },
    { type: "response.output_item.done", output_index: 1, item: { ...item, content: [part] } },
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: [{ ...item, content: [part] }], usage, ...end },
    },
  ];
  return events.map((event, sequence_number) => ({ ...event, sequence_number }));
}
