import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
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
const tool = {
  type: "function" as const,
  function: { name: "look_up", description: "Looks a ticket up", parameters: schema },
};

describe.each(MOUNTS)("official clients against the %s mount, by base URL alone", (mount) => {
  let rig: GatewayRig;
  let openai: OpenAI;

  beforeEach(async () => {
    rig = await startGatewayRig(mount);
    openai = new OpenAI({ apiKey: CLIENT_KEY, baseURL: rig.baseUrl, fetch: rig.fetch, maxRetries: 0 });
  });
  afterEach(() => rig.close());

  test("openai: a chat completion comes back whole, with the serving provider's model", async () => {
    const { data, response } = await openai.chat.completions.create({ model: "support", messages }).withResponse();
    expect(data.choices[0]?.message.content).toBeTruthy();
    expect(data.choices[0]?.finish_reason).toBe("stop");
    expect(data.model).not.toBe("support");
    expect(response.headers.get("x-switchyard-route")).toBe("primary-chat");
    expect(response.headers.get("x-switchyard-route-version")).toBe("7");
    expect(response.headers.get("x-switchyard-arm")).toBe("stable");
    expect(response.headers.get("x-switchyard-attempts")).toBe("1");
    expect(response.headers.get("x-switchyard-reason")).toBe("served_by_primary");
    expect(response.headers.get("x-switchyard-trace-id")).toMatch(/^[0-9a-f]{32}$/);
  });

  test("openai: a streamed chat completion says the same as a whole one", async () => {
    const whole = await openai.chat.completions.create({ model: "support", messages });
    const stream = await openai.chat.completions.create({
      model: "support",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let totalTokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      totalTokens = chunk.usage?.total_tokens ?? totalTokens;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(totalTokens).toBeGreaterThan(0);
  });

  test("openai: tool calls arrive with arguments that parse, whole and streamed", async () => {
    const request = { model: "support", messages, tools: [tool], tool_choice: "required" as const };
    const whole = await openai.chat.completions.create(request);
    const [call] = whole.choices[0]?.message.tool_calls ?? [];
    expect(call?.type === "function" && JSON.parse(call.function.arguments)).toHaveProperty("answer");
    const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
    const [streamedCall] = streamed.choices[0]?.message.tool_calls ?? [];
    expect(streamedCall?.type === "function" && JSON.parse(streamedCall.function.arguments)).toHaveProperty("answer");
  });

  test("openai: a JSON schema is answered with JSON that fits it", async () => {
    const response_format = { type: "json_schema" as const, json_schema: { name: "answer", schema, strict: true } };
    const answer = await openai.chat.completions.create({ model: "support", messages, response_format });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toHaveProperty("answer");
  });

  test("openai: a response comes back whole and streamed alike", async () => {
    const whole = await openai.responses.create({ model: "support", input: "Say hello." });
    expect(whole.status).toBe("completed");
    expect(whole.output_text).toBeTruthy();
    const stream = await openai.responses.create({ model: "support", input: "Say hello.", stream: true });
    let text = "";
    const types: string[] = [];
    for await (const event of stream) {
      types.push(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    expect(text).toBe(whole.output_text);
    expect(types.at(0)).toBe("response.created");
    expect(types.at(-1)).toBe("response.completed");
  });

  test("openai: a stream that breaks after its first token raises instead of ending", async () => {
    rig.primary.setFault("cut_mid_stream");
    const stream = await openai.chat.completions.create({ model: "support", messages, stream: true });
    const read = (async () => {
      for await (const _chunk of stream);
    })();
    await expect(read).rejects.toThrow(APIError);
    expect(rig.fallback.callCount()).toBe(0);
    const responses = await openai.responses.create({ model: "support", input: "Say hello.", stream: true });
    const readResponses = (async () => {
      for await (const _event of responses);
    })();
    await expect(readResponses).rejects.toThrow(APIError);
  });

  test("openai: models are the aliases", async () => {
    const { data } = await openai.models.list();
    expect(data.map(({ id }) => id)).toEqual(["support"]);
    expect((await openai.models.retrieve("support")).object).toBe("model");
  });

  test("openai: an unknown alias is a NotFoundError that names the known ones", async () => {
    const call = openai.chat.completions.create({ model: "gpt-nothing", messages });
    await expect(call).rejects.toMatchObject({ status: 404, code: "model_not_found" });
    await expect(call).rejects.toThrow(/support/);
  });

  test("openai: a wrong key is an AuthenticationError", async () => {
    const stranger = new OpenAI({ apiKey: "sk-unknown", baseURL: rig.baseUrl, fetch: rig.fetch, maxRetries: 0 });
    await expect(stranger.chat.completions.create({ model: "support", messages })).rejects.toMatchObject({
      status: 401,
    });
    expect(rig.primary.callCount()).toBe(0);
  });

  test("ai: text is generated and streamed", async () => {
    const provider = createOpenAICompatible({
      name: "switchyard",
      baseURL: rig.baseUrl,
      apiKey: CLIENT_KEY,
      fetch: rig.fetch,
    });
    const { text } = await generateText({ model: provider("support"), prompt: "Say hello.", maxRetries: 0 });
    const streamed = streamText({ model: provider("support"), prompt: "Say hello.", maxRetries: 0 });
    expect(text).toBeTruthy();
    expect(await streamed.text).toBe(text);
  });
});
