import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestFacts } from "@/lib/core/request-facts";
import type { OutputRules } from "@/lib/core/routing-snapshot";
import { needsSchemaCheck, validateChatAnswer, validateResponsesAnswer } from "@/lib/core/validate-output";
import { aliasWith, chatFacts } from "./routing-fixture";

const { validation: rules } = aliasWith();

function chat(message: unknown, finishReason: unknown = "stop"): Readonly<Record<string, unknown>> {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "gpt-4.1-nano-2025-04-14",
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: { prompt_tokens: 29, completion_tokens: 2, total_tokens: 31 },
  };
}

const said = (content: unknown) => ({ role: "assistant", content });

function defectOf(body: unknown, changes: Partial<OutputRules> = {}, facts: RequestFacts = chatFacts()): string | null {
  const result = validateChatAnswer(body, { ...rules, ...changes }, facts);
  return result.ok ? null : `${result.signal.class}:${result.signal.detail}`;
}

describe("a chat answer", () => {
  it("that is sound passes with its finish reason, model and usage", () => {
    expect(validateChatAnswer(chat({ ...said("Four"), refusal: null }), rules, chatFacts())).toEqual({
      ok: true,
      finishReason: "stop",
      model: "gpt-4.1-nano-2025-04-14",
      usage: { inputTokens: 29, outputTokens: 2 },
      responseId: null,
    });
  });

  it.each([
    ["a refusal", chat({ role: "assistant", content: null, refusal: "I cannot." })],
    ["text in parts", chat(said([{ type: "text", text: "Four" }]))],
    ["text cut at the asked-for length", chat(said("Once upon"), "length")],
    [
      "a tool call",
      chat(
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
        },
        "tool_calls",
      ),
    ],
    [
      "a tool call without arguments",
      chat(
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "" } }],
        },
        "tool_calls",
      ),
    ],
    ["an answer without usage", { choices: [{ message: said("Four"), finish_reason: "stop" }] }],
  ])("passes: %s", (_name, body) => {
    expect(defectOf(body)).toBeNull();
  });

  it.each([
    ["E1: no choices", { choices: [] }, "empty"],
    ["E1: null choices", { choices: null }, "empty"],
    ["E1: null content", { choices: [{ message: said(null) }] }, "empty"],
    ["E3: reasoning only", chat({ ...said(""), reasoning_content: "Let me think" }), "empty"],
    ["only spaces", chat(said(" \n ")), "empty"],
    ["not JSON", undefined, "unparsable"],
    ["JSON null", null, "wrong_shape"],
    ["an array", [chat(said("Four"))], "wrong_shape"],
    ["S13: content of the wrong type", chat(said(123)), "wrong_shape"],
    ["no message", { choices: [{ finish_reason: "stop" }] }, "wrong_shape"],
    ["another role", chat({ role: "user", content: "Four" }), "wrong_shape"],
    ["no finish reason", chat(said("Fou"), null), "finish_reason"],
    ["an unknown finish reason", chat(said("Four"), "ERROR"), "finish_reason"],
    [
      "arguments that do not parse",
      chat({ role: "assistant", tool_calls: [{ function: { name: "f", arguments: '{"a":' } }] }, "tool_calls"),
      "tool_arguments",
    ],
    [
      "one empty choice among two",
      {
        choices: [
          { message: said("a"), finish_reason: "stop" },
          { message: said(""), finish_reason: "stop" },
        ],
      },
      "empty",
    ],
    [
      "a chat stream's chunk",
      { object: "chat.completion.chunk", choices: [{ delta: { content: "x" } }] },
      "wrong_shape",
    ],
  ])("fails: %s", (_name, body, detail) => {
    expect(defectOf(body)).toBe(`invalid_output:${detail}`);
  });

  it("withheld by a safety system is a matter of content policy (protocol C3)", () => {
    expect(defectOf(chat(said(null), "content_filter"))).toBe("content_policy:content_filter");
  });

  it("must satisfy the alias's rules", () => {
    expect(defectOf(chat(said("Hi")), { minChars: 3 })).toBe("invalid_output:too_short");
    const placeholders = ["Lorem ipsum", "I'm sorry, something went wrong"];
    expect(defectOf(chat(said(" *Lorem  IPSUM...* ")), { placeholders })).toBe("invalid_output:placeholder");
    expect(defectOf(chat(said("Lorem ipsum is a placeholder text.")), { placeholders })).toBeNull();
    expect(defectOf(chat(said("cut"), "length"), { acceptFinishReasons: ["stop"] })).toBe(
      "invalid_output:finish_reason",
    );
  });

  it("must be JSON with the required keys where that was asked for", () => {
    const asJson = chatFacts({ response_format: { type: "json_object" } });
    expect(defectOf(chat(said("Sure! {}")), {}, asJson)).toBe("invalid_output:not_json");
    expect(defectOf(chat(said('{"a":'), "length"), {}, asJson)).toBe("invalid_output:truncated");
    expect(defectOf(chat(said('{"a":1}')), {}, asJson)).toBeNull();
    const keys = { requiredJsonKeys: ["summary"] };
    expect(defectOf(chat(said('{"summary":""}')), keys)).toBeNull();
    expect(defectOf(chat(said('{"text":""}')), keys)).toBe("invalid_output:missing_json_key");
    expect(defectOf(chat(said('["summary"]')), keys)).toBe("invalid_output:missing_json_key");
  });

  it("usage is read number by number: what is no count is unknown", () => {
    const usageOf = (usage: unknown) => validateChatAnswer({ ...chat(said("Four")), usage }, rules, chatFacts()).usage;
    expect(usageOf({ prompt_tokens: -1, completion_tokens: 2 })).toEqual({ inputTokens: null, outputTokens: 2 });
    expect(usageOf({ prompt_tokens: 1e308, completion_tokens: "2" })).toBeNull();
    expect(usageOf({ prompt_tokens: 1.5, completion_tokens: 0 })).toEqual({ inputTokens: null, outputTokens: 0 });
    expect(usageOf(null)).toBeNull();
  });
});

function response(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const content = [{ type: "output_text", annotations: [], text: "Four." }];
  return {
    id: "resp_1",
    object: "response",
    status: "completed",
    error: null,
    incomplete_details: null,
    model: "gpt-4.1-nano",
    output: [{ type: "message", status: "completed", role: "assistant", content }],
    usage: { input_tokens: 19, output_tokens: 9, total_tokens: 28 },
    ...fields,
  };
}

function responseDefect(body: unknown, facts: RequestFacts = chatFacts()): string | null {
  const result = validateResponsesAnswer(body, rules, facts);
  return result.ok ? null : `${result.signal.class}:${result.signal.detail}`;
}

describe("a Responses answer", () => {
  it("that is sound passes with its model and usage", () => {
    expect(validateResponsesAnswer(response(), rules, chatFacts())).toEqual({
      ok: true,
      finishReason: "stop",
      model: "gpt-4.1-nano",
      usage: { inputTokens: 19, outputTokens: 9 },
      responseId: "resp_1",
    });
  });

  it("may consist of a function call or a refusal", () => {
    const call = { type: "function_call", call_id: "c", name: "f", arguments: '{"a":1}' };
    expect(validateResponsesAnswer(response({ output: [call] }), rules, chatFacts())).toMatchObject({
      ok: true,
      finishReason: "tool_calls",
    });
    expect(responseDefect(response({ output: [{ ...call, arguments: "{" }] }))).toBe("invalid_output:tool_arguments");
    const refusal = [{ type: "message", role: "assistant", content: [{ type: "refusal", refusal: "I cannot." }] }];
    expect(responseDefect(response({ output: refusal }))).toBeNull();
  });

  it.each([
    ["status failed with HTTP 200", response({ status: "failed", output: [] }), "failed"],
    ["status cancelled", response({ status: "cancelled", output: [] }), "cancelled"],
    [
      "incomplete",
      response({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }),
      "incomplete",
    ],
    ["still in progress", response({ status: "in_progress", output: [] }), "incomplete"],
    ["reasoning only", response({ output: [{ type: "reasoning", summary: [] }] }), "empty"],
    ["no output", response({ output: undefined }), "wrong_shape"],
    ["no status", response({ status: undefined }), "wrong_shape"],
    ["a chat completion", chat(said("Four")), "wrong_shape"],
  ])("fails: %s", (_name, body, detail) => {
    expect(responseDefect(body)).toBe(`invalid_output:${detail}`);
  });

  it("cut at the length its caller asked for is what the caller asked for", () => {
    const cut = response({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
    expect(responseDefect(cut, { ...chatFacts(), maxTokens: 16 })).toBeNull();
  });

  it("withheld by a safety system is a matter of content policy, also without output (protocol C4)", () => {
    const withheld = { status: "incomplete", incomplete_details: { reason: "content_filter" }, output: undefined };
    expect(responseDefect(response(withheld))).toBe("content_policy:content_filter");
  });

  it("of a background request is a promise, and only of one", () => {
    const queued = response({ status: "queued", output: [] });
    expect(responseDefect(queued, { ...chatFacts(), asksToAct: true })).toBeNull();
    expect(responseDefect(queued)).toBe("invalid_output:incomplete");
  });
});

it("a schema check is due only when a schema was sent", () => {
  const facts = (schema: unknown) => chatFacts({ response_format: { type: "json_schema", json_schema: { schema } } });
  expect(needsSchemaCheck(facts({ type: "object" }))).toBe(true);
  expect(needsSchemaCheck(facts(undefined))).toBe(false);
  expect(needsSchemaCheck(chatFacts())).toBe(false);
});

it("any JSON gives a verdict and never throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (value, message, status) => {
      for (const body of [value, { choices: value }, chat(message, status), response({ output: value, status })]) {
        expect(typeof validateChatAnswer(body, rules, chatFacts()).ok).toBe("boolean");
        expect(typeof validateResponsesAnswer(body, rules, chatFacts()).ok).toBe("boolean");
      }
    }),
  );
});
