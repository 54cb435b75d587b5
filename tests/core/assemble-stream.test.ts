import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleStream } from "@/lib/core/assemble-stream";
import { asArray, asObject, type JsonObject } from "@/lib/core/json";
import { composeAnswer } from "@/lib/upstream/simulated-provider/answer";
import { chatBody, chatFrames } from "@/lib/upstream/simulated-provider/chat-answer";
import { readProviderRequest } from "@/lib/upstream/simulated-provider/provider-request";
import { responsesBody, responsesFrames } from "@/lib/upstream/simulated-provider/responses-answer";

const tool = { name: "look_up", parameters: { type: "object", properties: { id: { type: "string" } } } };

const framesOf = (frames: readonly { readonly text: string }[]) =>
  frames.map(({ text }) => ({ event: null, data: /^data: (.*)$/m.exec(text)?.[1] ?? "" }));

describe("what a provider streams is what it says whole", () => {
  it.each<[string, JsonObject]>([
    ["text", {}],
    ["a call", { tools: [{ type: "function", function: tool }] }],
    ["several choices", { n: 3 }],
    ["a cut text", { max_tokens: 5 }],
  ])("chat: %s", (_what, fields) => {
    const request = readProviderRequest("chat", { model: "m", messages: [{ role: "user", content: "Hi" }], ...fields });
    if ("field" in request) throw new Error(request.field);
    const answer = composeAnswer(request, "1", 0, 20);
    const options = { choiceCount: request.choiceCount, isUsageSent: true };
    const whole = asObject(chatBody(answer, options)) ?? {};
    const assembled = assembleStream("chat", framesOf(chatFrames(answer, options)));
    expect(assembled).toMatchObject({ id: whole.id, model: whole.model, usage: whole.usage });
    const told = (body: JsonObject) =>
      (asArray(body.choices) ?? []).map((item) => {
        const choice = asObject(item) ?? {};
        const { annotations: _none, ...message } = asObject(choice.message) ?? {};
        return { index: choice.index, finish_reason: choice.finish_reason, message };
      });
    expect(told(assembled)).toEqual(told(whole));
  });

  it.each<[string, JsonObject]>([
    ["text", {}],
    ["a call", { tools: [{ type: "function", ...tool }] }],
    ["a cut text", { max_output_tokens: 5 }],
  ])("Responses: %s, with and without the output in the last event", (_what, fields) => {
    const request = readProviderRequest("responses", { model: "m", input: "Hi", ...fields });
    if ("field" in request) throw new Error(request.field);
    const answer = composeAnswer(request, "1", 0, 20);
    const options = { previousResponseId: null, isDoneSent: true };
    const whole = asObject(responsesBody(answer, options)) ?? {};
    const frames = framesOf(responsesFrames(answer, options));
    expect(assembleStream("responses", frames)).toEqual(whole);
    const bare = frames.map(({ data }) => {
      const event = asObject(data.startsWith("{") ? JSON.parse(data) : null);
      const response = asObject(event?.response);
      if (event === null || response === null) return { event: null, data };
      const { output: _left, ...rest } = response;
      return { event: null, data: JSON.stringify({ ...event, response: rest }) };
    });
    expect(assembleStream("responses", bare)).toEqual(whole);
    const deltas = bare.filter(({ data }) => !data.includes("output_item.done"));
    const [item] = asArray(whole.output) ?? [];
    const { content, ...shell } = asObject(item) ?? {};
    const texts = (asArray(content) ?? []).map((part) => ({ text: asObject(part)?.text }));
    const expected = content === undefined ? { arguments: shell.arguments } : { content: texts };
    expect(asArray(assembleStream("responses", deltas).output)).toMatchObject([expected]);
  });
});

describe("whatever the events hold", () => {
  it("an answer comes of it", () => {
    const deltaLike = fc.record({ content: fc.anything(), tool_calls: fc.anything(), refusal: fc.anything() });
    const eventLike = fc.oneof(
      fc.jsonValue(),
      fc.record({ choices: fc.array(fc.record({ index: fc.anything(), delta: deltaLike })) }),
      fc.record({
        type: fc.constantFrom("response.output_text.delta", "response.output_item.done", "response.completed"),
        output_index: fc.anything(),
        delta: fc.anything(),
        item: fc.anything(),
        response: fc.anything(),
      }),
    );
    const safe = (value: unknown) =>
      JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? 0 : item)) ?? "x";
    fc.assert(
      fc.property(fc.constantFrom("chat" as const, "responses" as const), fc.array(eventLike), (endpoint, values) => {
        const assembled = assembleStream(
          endpoint,
          values.map((value) => ({ event: null, data: safe(value) })),
        );
        expect(asArray(endpoint === "chat" ? assembled.choices : assembled.output)).not.toBeNull();
      }),
    );
  });
});
