import { describe, expect, it } from "vitest";
import { isTerminalEvent, readProbeAnswer } from "@/lib/core/probes/probe-answer";

const frames = (...payloads: unknown[]) =>
  payloads.map((one) => `data: ${typeof one === "string" ? one : JSON.stringify(one)}\n\n`).join("");
const chunk = (delta: unknown, finish: string | null = null) => ({
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason: finish }],
});

describe("an answer that was recorded", () => {
  it("of chat is read from its body", () => {
    const body = {
      object: "chat.completion",
      choices: [{ finish_reason: "stop", message: { role: "assistant", content: "" } }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    // Providers send blank lines first, to keep a connection open.
    expect(readProbeAnswer("chat", false, `\n\n${JSON.stringify(body)}`)).toMatchObject({
      choiceCount: 1,
      finishReason: "stop",
      content: "",
      role: "assistant",
      objectName: "chat.completion",
      usage: { inputTokens: 1, outputTokens: 2 },
    });
  });

  it("with null content has none", () => {
    const body = { choices: [{ message: { role: "assistant", content: null } }] };
    expect(readProbeAnswer("chat", false, JSON.stringify(body)).content).toBeNull();
  });

  it("of a chat stream is put together from its chunks", () => {
    const text = frames(
      chunk({ role: "assistant", content: "" }),
      chunk({ content: "PA" }),
      chunk({ content: "SS" }),
      chunk({}, "stop"),
      { object: "chat.completion.chunk", choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } },
      "[DONE]",
    );
    expect(readProbeAnswer("chat", true, text.replaceAll("\n", "\r\n"))).toMatchObject({
      content: "PASS",
      role: "assistant",
      finishReason: "stop",
      choiceCount: 1,
      usage: { inputTokens: 4, outputTokens: 2 },
    });
  });

  it("of a Responses stream is that of its terminal event, with the order of all", () => {
    const response = {
      object: "response",
      status: "completed",
      output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "PASS" }] }],
      usage: { input_tokens: 3, output_tokens: 1 },
    };
    const text = frames(
      { type: "response.created", sequence_number: 0 },
      { type: "response.completed", sequence_number: 1, response },
    );
    expect(readProbeAnswer("responses", true, text)).toMatchObject({
      content: "PASS",
      finishReason: "completed",
      events: ["response.created", "response.completed"],
      sequence: [0, 1],
    });
  });

  it("that cannot be read has nothing", () => {
    expect(readProbeAnswer("chat", false, "<html>")).toMatchObject({ body: null, choiceCount: 0, content: null });
    expect(readProbeAnswer("chat", true, "data: {oops\n\n").events).toEqual(["unreadable"]);
  });
});

it("knows the events that end a Responses stream", () => {
  expect(["response.completed", "response.failed", "response.created"].map(isTerminalEvent)).toEqual([
    true,
    true,
    false,
  ]);
});
