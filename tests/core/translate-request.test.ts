import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { readRequestFacts } from "@/lib/core/request-facts";
import { translateRequest } from "@/lib/core/translate-request";

const chat = { model: "support", messages: [{ role: "user", content: "Hi" }] };
const responses = { model: "support", input: "Hi" };

describe("a chat request in the words of Responses", () => {
  const schema = { type: "object", properties: { answer: { type: "string" } } };

  it.each<[string, JsonObject, JsonObject]>([
    ["its limit under either name", { max_tokens: 64 }, { max_output_tokens: 64 }],
    ["the newer limit", { max_completion_tokens: 64 }, { max_output_tokens: 64 }],
    ["both limits when they agree", { max_tokens: 64, max_completion_tokens: 64 }, { max_output_tokens: 64 }],
    ["the effort", { reasoning_effort: "low" }, { reasoning: { effort: "low" } }],
    [
      "format and verbosity together",
      {
        verbosity: "low",
        response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
      },
      { text: { verbosity: "low", format: { type: "json_schema", name: "answer", schema, strict: true } } },
    ],
    [
      "sampling, labels and parallel calls as they are",
      { temperature: 0.2, top_p: 0.9, user: "u-1", safety_identifier: "s-1", metadata: { a: "b" } },
      { temperature: 0.2, top_p: 0.9, user: "u-1", safety_identifier: "s-1", metadata: { a: "b" } },
    ],
    [
      "streaming without the wish for usage",
      { stream: true, stream_options: { include_usage: true } },
      { stream: true },
    ],
    [
      "nothing of what changes nothing",
      { n: 1, logprobs: false, top_logprobs: 0, frequency_penalty: 0, presence_penalty: 0, stop: null, store: false },
      {},
    ],
  ])("carries %s", (_name, fields, expected) => {
    expect(translateRequest("chat", { ...chat, ...fields })).toEqual({
      body: {
        model: "support",
        input: [{ type: "message", role: "user", content: "Hi" }],
        store: false,
        ...expected,
      },
    });
  });

  it.each<[string, JsonObject]>([
    ["n", { n: 2 }],
    ["logprobs", { logprobs: true }],
    ["top_logprobs", { top_logprobs: 5 }],
    ["seed", { seed: 7 }],
    ["stop", { stop: ["\n"] }],
    ["logit_bias", { logit_bias: { "50256": -100 } }],
    ["frequency_penalty", { frequency_penalty: 0.5 }],
    ["presence_penalty", { presence_penalty: -1 }],
    ["audio", { audio: { voice: "alloy", format: "wav" } }],
    ["modalities", { modalities: ["text", "audio"] }],
    ["prediction", { prediction: { type: "content", content: "x" } }],
    ["web_search_options", { web_search_options: {} }],
    ["functions", { functions: [{ name: "f" }] }],
    ["function_call", { function_call: "auto" }],
    ["store", { store: true }],
    ["max_completion_tokens", { max_tokens: 5, max_completion_tokens: 6 }],
    ["tools.custom", { tools: [{ type: "custom", custom: { name: "f" } }] }],
    ["response_format.grammar", { response_format: { type: "grammar" } }],
    ["stream_options.chunk_size", { stream_options: { chunk_size: 4 } }],
    ["messages", { messages: "Hi" }],
    ["top_k", { top_k: 40 }],
  ])("is incompatible by %s, which is named", (field, fields) => {
    expect(translateRequest("chat", { ...chat, ...fields })).toEqual({ incompatible: field });
  });
});

describe("a Responses request in the words of chat", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["its limit", { max_output_tokens: 64 }, { max_completion_tokens: 64 }],
    ["the effort", { reasoning: { effort: "high", summary: null } }, { reasoning_effort: "high" }],
    [
      "format and verbosity",
      { text: { format: { type: "json_object" }, verbosity: "high" } },
      { response_format: { type: "json_object" }, verbosity: "high" },
    ],
    [
      "streaming, with the usage a Responses stream ends with",
      { stream: true },
      { stream: true, stream_options: { include_usage: true } },
    ],
    [
      "nothing of what changes nothing",
      {
        background: false,
        store: false,
        truncation: "disabled",
        include: ["reasoning.encrypted_content"],
        previous_response_id: null,
        tools: [],
        tool_choice: "auto",
        parallel_tool_calls: true,
      },
      {},
    ],
  ])("carries %s", (_name, fields, expected) => {
    expect(translateRequest("responses", { ...responses, ...fields })).toEqual({
      body: { model: "support", messages: [{ role: "user", content: "Hi" }], ...expected },
    });
  });

  it.each<[string, JsonObject]>([
    ["previous_response_id", { previous_response_id: "resp_1" }],
    ["conversation", { conversation: "conv_1" }],
    ["background", { background: true }],
    ["store", { store: true }],
    ["prompt", { prompt: { id: "pmpt_1" } }],
    ["truncation", { truncation: "auto" }],
    ["include", { include: ["message.output_text.logprobs"] }],
    ["max_tool_calls", { max_tool_calls: 3 }],
    ["reasoning.summary", { reasoning: { effort: "low", summary: "auto" } }],
    ["tools.web_search", { tools: [{ type: "web_search" }] }],
    ["tools.mcp", { tools: [{ type: "mcp", server_label: "s" }] }],
    ["tool_choice.file_search", { tool_choice: { type: "file_search" } }],
    ["text.format.grammar", { text: { format: { type: "grammar" } } }],
    ["input", { input: 7 }],
    ["instructions", { instructions: ["be kind"] }],
    ["context_management", { context_management: [{ type: "compaction" }] }],
  ])("is incompatible by %s, which is named", (field, fields) => {
    expect(translateRequest("responses", { ...responses, ...fields })).toEqual({ incompatible: field });
  });
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.string({ minLength: 1, maxLength: 40 });
const toolCall = fc.record({
  id: word.map((name) => `call_${name}`),
  type: fc.constant("function"),
  function: fc.record({ name: word, arguments: fc.json() }),
});
const userParts = fc.tuple(
  fc.record({ type: fc.constant("text"), text }),
  fc.record({
    type: fc.constant("image_url"),
    image_url: fc.record({ url: fc.webUrl(), detail: fc.constantFrom("auto", "low", "high") }),
  }),
);
const user = fc.record({ role: fc.constant("user"), content: fc.oneof(text, userParts) });
const assistant = fc.oneof(
  fc.record({ role: fc.constant("assistant"), content: text }),
  fc.record({
    role: fc.constant("assistant"),
    content: fc.option(text, { nil: null }),
    tool_calls: fc.array(toolCall, { minLength: 1, maxLength: 3 }),
  }),
);
const tool = fc.record({ role: fc.constant("tool"), tool_call_id: word, content: text });
const turns = fc.array(fc.tuple(user, assistant, tool), { minLength: 1, maxLength: 4 }).map((list) => list.flat());
const system = fc.record({ role: fc.constantFrom("system", "developer"), content: text });
const functionTool = fc.record({
  type: fc.constant("function"),
  function: fc.record(
    { name: word, description: text, parameters: fc.constant({ type: "object" }), strict: fc.constant(true) },
    { requiredKeys: ["name", "parameters"] },
  ),
});
const format = fc.oneof(
  fc.constantFrom({ type: "text" }, { type: "json_object" }),
  fc.record({
    type: fc.constant("json_schema"),
    json_schema: fc.record({ name: word, schema: fc.constant({ type: "object" }), strict: fc.boolean() }),
  }),
);
/** Chat requests that use only what both endpoints can say. */
const sayable = fc.record(
  {
    model: word,
    messages: fc.tuple(fc.array(system, { maxLength: 2 }), turns).map((lists) => lists.flat()),
    tools: fc.array(functionTool, { minLength: 1, maxLength: 3 }),
    tool_choice: fc.oneof(
      fc.constantFrom("none", "auto", "required"),
      word.map((name) => ({ type: "function", function: { name } })),
    ),
    parallel_tool_calls: fc.boolean(),
    response_format: format,
    max_completion_tokens: fc.integer({ min: 1, max: 4096 }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    top_p: fc.double({ min: 0, max: 1, noNaN: true }),
    reasoning_effort: fc.constantFrom("low", "medium", "high"),
    verbosity: fc.constantFrom("low", "medium", "high"),
    user: word,
    safety_identifier: word,
    metadata: fc.dictionary(word, word),
    service_tier: fc.constantFrom("auto", "flex"),
  },
  { requiredKeys: ["model", "messages", "tools"] },
);

describe("there and back", () => {
  it("what both endpoints can say survives", () => {
    fc.assert(
      fc.property(sayable, (request) => {
        const there = translateRequest("chat", request);
        expect(there.incompatible).toBeUndefined();
        expect(translateRequest("responses", there.body ?? {})).toEqual({ body: request });
      }),
    );
  });

  it("the engine reads the same facts from either form, but for the name of the limit", () => {
    fc.assert(
      fc.property(sayable, (request) => {
        const here = readRequestFacts("chat", request);
        const there = readRequestFacts("responses", translateRequest("chat", request).body ?? {});
        const comparable = { maxTokensField: null, estimatedInputTokens: 0 };
        expect({ ...there, ...comparable }).toEqual({ ...here, ...comparable });
      }),
    );
  });

  it("any JSON either translates or names a field; nothing throws and the body is not changed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("chat" as const, "responses" as const),
        fc.dictionary(
          fc.constantFrom(
            "messages",
            "input",
            "tools",
            "text",
            "tool_choice",
            "response_format",
            "stream_options",
            "reasoning",
            "x",
          ),
          fc.jsonValue(),
        ),
        (from, body) => {
          const before = JSON.stringify(body);
          const translated = translateRequest(from, body);
          expect(typeof (translated.incompatible ?? translated.body)).toMatch(/string|object/);
          expect(JSON.stringify(body)).toBe(before);
        },
      ),
    );
  });
});
