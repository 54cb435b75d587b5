import OpenAI, { APIError } from "openai";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CLIENT_KEY, type GatewayRig, MOUNTS, startGatewayRig } from "../support/gateway-rig";

const messages = [{ role: "user" as const, content: "Summarise the ticket: webhooks arrive late." }];
const schema = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};
const chatTool = {
  type: "function" as const,
  function: { name: "look_up", description: "Looks a ticket up", parameters: schema },
};
const responsesTool = { ...chatTool.function, type: "function" as const, strict: true };

/** The gateway with routes of one endpoint only, and the official client of it. */
async function start(mount: (typeof MOUNTS)[number], endpoint: "chat" | "responses") {
  const endpoints = [endpoint];
  const rig = await startGatewayRig(mount, { primaryRoute: { endpoints }, fallbackRoute: { endpoints } });
  const openai = new OpenAI({ apiKey: CLIENT_KEY, baseURL: rig.baseUrl, fetch: rig.fetch, maxRetries: 0 });
  return { rig, openai };
}

describe.each(MOUNTS)("the official client's chat against routes that only speak Responses, %s mount", (mount) => {
  let rig: GatewayRig;
  let openai: OpenAI;
  beforeEach(async () => {
    ({ rig, openai } = await start(mount, "responses"));
  });
  afterEach(() => rig.close());

  test("a completion comes back whole, with usage and the provider's model", async () => {
    const answer = await openai.chat.completions.create({ model: "support", messages });
    expect(answer).toMatchObject({ object: "chat.completion", model: "model-a-2026-01-15" });
    expect(answer.id).toMatch(/^chatcmpl-/);
    expect(answer.choices[0]).toMatchObject({ finish_reason: "stop", message: { role: "assistant", refusal: null } });
    expect(answer.choices[0]?.message.content).toBeTruthy();
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(rig.primary.calls().map(({ path }) => path)).toEqual(["/v1/responses"]);
  });

  test("streamed, it says the same, with the usage chunk that was asked for", async () => {
    const whole = await openai.chat.completions.create({ model: "support", messages });
    const request = { model: "support", messages, stream_options: { include_usage: true } };
    const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.choices[0]?.finish_reason).toBe("stop");
    expect(streamed.usage).toMatchObject({ total_tokens: whole.usage?.total_tokens });
  });

  test("tools are called, whole and streamed, and their results are taken", async () => {
    const request = { model: "support", messages, tools: [chatTool], tool_choice: "required" as const };
    const whole = await openai.chat.completions.create(request);
    const [choice] = whole.choices;
    const [call] = choice?.message.tool_calls ?? [];
    if (choice === undefined || call?.type !== "function") throw new Error("no function was called");
    expect(choice.finish_reason).toBe("tool_calls");
    expect(JSON.parse(call.function.arguments)).toHaveProperty("answer");
    const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
    expect(streamed.choices[0]?.message.tool_calls).toMatchObject([{ function: call.function }]);
    const result = { role: "tool" as const, tool_call_id: call.id, content: "It was late." };
    const followed = await openai.chat.completions.create({
      ...request,
      tool_choice: "auto",
      messages: [...messages, choice.message, result],
    });
    expect(followed.choices[0]?.message.content).toBeTruthy();
  });

  test("a JSON schema is answered with JSON that fits it; a limit cuts", async () => {
    const response_format = { type: "json_schema" as const, json_schema: { name: "answer", schema, strict: true } };
    const answer = await openai.chat.completions.create({ model: "support", messages, response_format });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toHaveProperty("answer");
    const cut = await openai.chat.completions.create({ model: "support", messages, max_tokens: 3 });
    expect(cut.choices[0]?.finish_reason).toBe("length");
  });

  test("a stream that breaks after its first token raises", async () => {
    rig.primary.setFault("cut_mid_stream");
    const stream = await openai.chat.completions.create({ model: "support", messages, stream: true });
    const read = (async () => {
      for await (const _chunk of stream);
    })();
    await expect(read).rejects.toThrow(APIError);
  });
});

describe.each(MOUNTS)("the official client's Responses against routes that only speak chat, %s mount", (mount) => {
  const input = "Summarise the ticket: webhooks arrive late.";
  let rig: GatewayRig;
  let openai: OpenAI;
  beforeEach(async () => {
    ({ rig, openai } = await start(mount, "chat"));
  });
  afterEach(() => rig.close());

  test("a response comes back whole, with usage and the provider's model", async () => {
    const answer = await openai.responses.create({ model: "support", input, instructions: "Be brief." });
    expect(answer).toMatchObject({
      object: "response",
      status: "completed",
      model: "model-a-2026-01-15",
      instructions: "Be brief.",
      error: null,
      store: false,
    });
    expect(answer.id).toMatch(/^resp_/);
    expect(answer.output_text).toBeTruthy();
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(rig.primary.calls().map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
  });

  test("streamed, it says the same in every event it should, and its last object is the whole answer", async () => {
    const whole = await openai.responses.create({ model: "support", input });
    const stream = openai.responses.stream({ model: "support", input });
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    const final = await stream.finalResponse();
    expect(final.output).toMatchObject([{ type: "message", content: [{ text: whole.output_text }] }]);
    expect(final.usage?.total_tokens).toBe(whole.usage?.total_tokens);
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });

  test("tools are called, whole and streamed, and their results are taken", async () => {
    const request = { model: "support", input, tools: [responsesTool], tool_choice: "required" as const };
    const whole = await openai.responses.create(request);
    const [call] = whole.output;
    if (call?.type !== "function_call") throw new Error("no function was called");
    expect(JSON.parse(call.arguments)).toHaveProperty("answer");
    const streamed = await openai.responses.stream(request).finalResponse();
    expect(streamed.output).toMatchObject([{ type: "function_call", name: "look_up", arguments: call.arguments }]);
    const result = { type: "function_call_output" as const, call_id: call.call_id, output: "It was late." };
    const turns = [{ role: "user" as const, content: input }, call, result];
    const followed = await openai.responses.create({ ...request, tool_choice: "auto", input: turns });
    expect(followed.output_text).toBeTruthy();
  });

  test("a JSON schema is answered with JSON that fits it; a limit cuts", async () => {
    const text = { format: { type: "json_schema" as const, name: "answer", schema, strict: true } };
    const answer = await openai.responses.create({ model: "support", input, text });
    expect(JSON.parse(answer.output_text)).toHaveProperty("answer");
    const cut = await openai.responses.create({ model: "support", input, max_output_tokens: 3 });
    expect(cut).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
  });

  test("a stream that breaks after its first token raises", async () => {
    rig.primary.setFault("cut_mid_stream");
    const stream = await openai.responses.create({ model: "support", input, stream: true });
    const read = (async () => {
      for await (const _event of stream);
    })();
    await expect(read).rejects.toThrow(APIError);
  });
});
