import { describe, expect, it } from "vitest";
import { checkStream } from "@/lib/core/probes/check-stream";
import { readProbeAnswer } from "@/lib/core/probes/probe-answer";
import type { Endpoint } from "@/lib/core/routing-snapshot";

function verdict(endpoint: Endpoint, ...payloads: unknown[]) {
  const text = payloads.map((one) => `data: ${typeof one === "string" ? one : JSON.stringify(one)}\n\n`).join("");
  const answer = readProbeAnswer(endpoint, true, text);
  const [opening] = checkStream.opening(endpoint, answer);
  const [order] = checkStream.order(endpoint, answer);
  const [end] = checkStream.end(endpoint, answer);
  return { opening, order, end };
}

const chunk = (finish: string | null = null) => ({
  object: "chat.completion.chunk",
  choices: [{ delta: { content: "x" }, finish_reason: finish }],
});
const event = (type: string, sequence_number: number) => ({ type, sequence_number, response: { status: "completed" } });

describe("the order of a stream", () => {
  it("of chat is chunks, a finish reason, [DONE]", () => {
    expect(verdict("chat", chunk(), chunk("stop"), "[DONE]")).toEqual({ opening: true, order: true, end: true });
    expect(verdict("chat", chunk(), chunk("stop"))).toMatchObject({ end: false });
    expect(verdict("chat", chunk(), "[DONE]")).toMatchObject({ end: false });
    expect(verdict("chat", chunk(), "[DONE]", chunk())).toMatchObject({ order: false });
    expect(verdict("chat", event("response.created", 0))).toMatchObject({ opening: false, order: false });
  });

  it("of Responses is response.created, growing numbers, a terminal event; [DONE] may follow", () => {
    const whole = [event("response.created", 0), event("response.in_progress", 1), event("response.completed", 2)];
    expect(verdict("responses", ...whole)).toEqual({ opening: true, order: true, end: true });
    expect(verdict("responses", ...whole, "[DONE]")).toEqual({ opening: true, order: true, end: true });
    expect(verdict("responses", event("response.created", 0), "[DONE]")).toMatchObject({ end: false });
    expect(verdict("responses", event("response.created", 3), event("response.completed", 2))).toMatchObject({
      order: false,
    });
    expect(verdict("responses", ...whole, event("response.output_text.delta", 9))).toMatchObject({ order: false });
  });

  it("is broken by an event that is no JSON", () => {
    expect(verdict("chat", chunk(), "{cut", chunk("stop"), "[DONE]")).toMatchObject({ order: false });
  });
});
