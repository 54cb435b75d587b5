import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { readRequestFacts } from "@/lib/core/request-facts";
import { translateAnswer } from "@/lib/core/translate-answer";
import { validateChatAnswer, validateResponsesAnswer } from "@/lib/core/validate-output";
import { aliasWith, chatFacts } from "./routing-fixture";

const spare = { id: "0af7651916cd43dd8448eb211c80319c", createdAt: 1_700_000_000 };
const request = { model: "support", input: "2+2?", instructions: "Be brief.", temperature: 0.2, store: true };

const toChat = { to: "chat", request: {}, spare } as const;
const toResponses = { to: "responses", request, spare } as const;

/** CometAPI's documented chat example (reference/provider-protocol.md 1.6). */
const completion: JsonObject = {
  id: "chatcmpl-DNA27oKtBUL8TmbGpBM3B3zhWgYfZ",
  object: "chat.completion",
  created: 1774412483,
  model: "gpt-4.1-nano-2025-04-14",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Four", refusal: null, annotations: [] },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: {
    prompt_tokens: 29,
    completion_tokens: 2,
    total_tokens: 31,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: "default",
  system_fingerprint: "fp_490a4ad033",
};

/** CometAPI's documented Responses example (same place). */
const response: JsonObject = {
  id: "resp_0a153ae8201f73bc0069a7e8044cc481",
  object: "response",
  created_at: 1772611588,
  status: "completed",
  error: null,
  incomplete_details: null,
  model: "gpt-4.1-nano",
  output: [
    {
      id: "msg_0a15",
      type: "message",
      status: "completed",
      content: [{ type: "output_text", annotations: [], text: "Four." }],
      role: "assistant",
    },
  ],
  usage: {
    input_tokens: 19,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 9,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 28,
  },
};

const call = { id: "fc_1", type: "function_call", status: "completed", call_id: "call_1", name: "f", arguments: "{}" };
const chatOf = (changes: JsonObject) => translateAnswer({ ...response, ...changes }, toChat);
const responseOf = (message: JsonObject, finish_reason: string) =>
  translateAnswer(
    { ...completion, choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason }] },
    toResponses,
  );

describe("a response as a chat completion", () => {
  it("says the same, with its own id, time and model", () => {
    expect(chatOf({})).toEqual({
      id: "chatcmpl-0a153ae8201f73bc0069a7e8044cc481",
      object: "chat.completion",
      created: 1772611588,
      model: "gpt-4.1-nano",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Four.", refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: 19,
        completion_tokens: 9,
        total_tokens: 28,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
  });

  it("function calls become tool calls, and reasoning is left with the provider", () => {
    const [choice] = chatOf({ output: [{ type: "reasoning", id: "rs_1", summary: [] }, call] }).choices as JsonObject[];
    expect(choice).toMatchObject({
      message: {
        content: null,
        tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      finish_reason: "tool_calls",
    });
  });

  it.each([
    ["max_output_tokens", "length"],
    ["max_tokens", "length"],
    ["content_filter", "content_filter"],
  ])("cut by %s, it finished by %s", (reason, finish_reason) => {
    expect(chatOf({ status: "incomplete", incomplete_details: { reason } }).choices).toMatchObject([{ finish_reason }]);
  });

  it("a refusal is no text", () => {
    const output = [{ type: "message", content: [{ type: "refusal", refusal: "I cannot." }] }];
    expect(chatOf({ output }).choices).toMatchObject([{ message: { content: null, refusal: "I cannot." } }]);
  });

  it("an answer without name, time or usage gets a spare name and invents no counts", () => {
    const answer = chatOf({ id: "", created_at: 0, usage: null });
    expect(answer).toMatchObject({ id: `chatcmpl-${spare.id}`, created: spare.createdAt });
    expect(answer).not.toHaveProperty("usage");
  });
});

describe("a chat completion as a response", () => {
  it("says the same, repeats the caller's settings, and claims to have stored nothing", () => {
    expect(translateAnswer(completion, toResponses)).toMatchObject({
      id: "resp_DNA27oKtBUL8TmbGpBM3B3zhWgYfZ",
      object: "response",
      created_at: 1774412483,
      status: "completed",
      error: null,
      incomplete_details: null,
      instructions: "Be brief.",
      temperature: 0.2,
      store: false,
      previous_response_id: null,
      model: "gpt-4.1-nano-2025-04-14",
      output: [
        {
          type: "message",
          status: "completed",
          role: "assistant",
          content: [{ type: "output_text", text: "Four", annotations: [], logprobs: [] }],
        },
      ],
      usage: { input_tokens: 29, output_tokens: 2, total_tokens: 31 },
      service_tier: "default",
    });
  });

  it("tool calls become items of their own after the message", () => {
    const tool_calls = [
      { id: "call_1", type: "function", function: { name: "f", arguments: "{}" } },
      { id: "call_2", type: "function", function: { name: "g", arguments: '{"a":1}' } },
    ];
    expect(responseOf({ content: "Wait.", tool_calls }, "tool_calls")).toMatchObject({
      status: "completed",
      output: [
        { type: "message" },
        { type: "function_call", call_id: "call_1", name: "f", arguments: "{}" },
        { type: "function_call", call_id: "call_2", name: "g", arguments: '{"a":1}' },
      ],
    });
  });

  it.each([
    ["length", "max_output_tokens"],
    ["content_filter", "content_filter"],
  ])("finished by %s, it is incomplete by %s", (finish_reason, reason) => {
    expect(responseOf({ content: "Fo" }, finish_reason)).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason },
    });
  });

  it("a refusal is a part of its own; content in parts is text", () => {
    expect(responseOf({ content: null, refusal: "I cannot." }, "stop").output).toMatchObject([
      { content: [{ type: "refusal", refusal: "I cannot." }] },
    ]);
    expect(responseOf({ content: [{ type: "text", text: "Four" }] }, "stop").output).toMatchObject([
      { content: [{ type: "output_text", text: "Four" }] },
    ]);
  });
});

describe("there and back", () => {
  const rules = aliasWith().validation;

  it.each([
    ["text", response],
    ["a call", { ...response, output: [call] }],
    ["text and calls", { ...response, output: [...(response.output as JsonObject[]), call] }],
    ["a cut text", { ...response, status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }],
  ])("%s is valid on either endpoint and comes back the same", (_name, answer) => {
    const chat = translateAnswer(answer, toChat);
    const facts = chatFacts({ max_tokens: 16 });
    expect(validateChatAnswer(chat, rules, facts).ok).toBe(true);
    const again = translateAnswer(chat, { ...toResponses, request: {} });
    expect(validateResponsesAnswer(again, rules, readRequestFacts("responses", { max_output_tokens: 16 })).ok).toBe(
      true,
    );
    expect(translateAnswer(again, toChat)).toEqual(chat);
  });
});
