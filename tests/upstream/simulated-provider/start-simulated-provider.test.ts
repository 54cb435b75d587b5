import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";

const MESSAGES = [{ role: "user" as const, content: "Summarise the ticket." }];
const WEATHER_TOOL = {
  type: "function" as const,
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" }, days: { type: "integer" } } },
  },
};
const VERDICT_SCHEMA = {
  type: "object",
  properties: { label: { type: "string", enum: ["safe", "unsafe"] }, score: { type: "number", minimum: 0 } },
  required: ["label", "score"],
  additionalProperties: false,
};

let provider: SimulatedProvider;
let client: OpenAI;

beforeEach(async () => {
  provider = await startSimulatedProvider({ tokenCount: 12, models: ["small"] });
  client = new OpenAI({ baseURL: provider.url, apiKey: "any", maxRetries: 0 });
});

afterEach(() => provider.close());

describe("the official client reads every healthy answer", () => {
  test("chat, whole and streamed, says the same words", async () => {
    const whole = await client.chat.completions.create({ model: "small", messages: MESSAGES });
    expect(whole.choices[0]?.finish_reason).toBe("stop");
    expect(whole.usage?.completion_tokens).toBe(12);
    let streamed = "";
    let usage = 0;
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    for await (const chunk of await client.chat.completions.create({
      model: "small",
      messages: MESSAGES,
      ...options,
    })) {
      streamed += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage?.total_tokens ?? usage;
    }
    expect(streamed).toBe(whole.choices[0]?.message.content);
    expect(usage).toBe(whole.usage?.total_tokens);
  });

  test("Responses, whole and streamed, ends with response.completed", async () => {
    const whole = await client.responses.create({ model: "small", input: "Summarise the ticket." });
    expect(whole.status).toBe("completed");
    const types: string[] = [];
    let streamed = "";
    for await (const event of await client.responses.create({
      model: "small",
      input: "Summarise the ticket.",
      stream: true,
    })) {
      types.push(event.type);
      expect(event.sequence_number).toBe(types.length - 1);
      if (event.type === "response.output_text.delta") streamed += event.delta;
    }
    expect(streamed).toBe(whole.output_text);
    expect(types.slice(0, 4)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
    ]);
    expect(types.at(-1)).toBe("response.completed");
  });

  test("a function is called with arguments that fit its schema, then its result is answered in words", async () => {
    const asked = await client.chat.completions.create({ model: "small", messages: MESSAGES, tools: [WEATHER_TOOL] });
    const call = asked.choices[0]?.message.tool_calls?.[0];
    expect(asked.choices[0]?.finish_reason).toBe("tool_calls");
    expect(call?.type === "function" && JSON.parse(call.function.arguments)).toEqual({ city: "sample", days: 7 });
    const answered = await client.chat.completions.create({
      model: "small",
      tools: [WEATHER_TOOL],
      messages: [
        ...MESSAGES,
        { role: "assistant", tool_calls: asked.choices[0]?.message.tool_calls ?? [] },
        { role: "tool", tool_call_id: call?.id ?? "", content: "18 degrees" },
      ],
    });
    expect(answered.choices[0]?.finish_reason).toBe("stop");
  });

  test("structured output fits the schema on both endpoints", async () => {
    const chat = await client.chat.completions.create({
      model: "small",
      messages: MESSAGES,
      response_format: { type: "json_schema", json_schema: { name: "verdict", schema: VERDICT_SCHEMA } },
    });
    const format = { type: "json_schema" as const, name: "verdict", schema: VERDICT_SCHEMA };
    const responses = await client.responses.create({ model: "small", input: "Safe?", text: { format } });
    expect(JSON.parse(chat.choices[0]?.message.content ?? "")).toEqual({ label: "safe", score: 0 });
    expect(JSON.parse(responses.output_text)).toEqual({ label: "safe", score: 0 });
  });

  test("a token limit cuts the answer and says so", async () => {
    const chat = await client.chat.completions.create({ model: "small", messages: MESSAGES, max_tokens: 3 });
    const responses = await client.responses.create({ model: "small", input: "Hello", max_output_tokens: 3 });
    expect(chat.choices[0]?.finish_reason).toBe("length");
    expect(responses.status).toBe("incomplete");
    expect(responses.incomplete_details?.reason).toBe("max_output_tokens");
  });

  test("the models are listed and an unknown one is refused", async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(["small"]);
    await expect(client.chat.completions.create({ model: "large", messages: MESSAGES })).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
    });
  });
});

describe("a fault looks on the wire as it does in the field", () => {
  const ask = (isStream: boolean) =>
    fetch(`${provider.url}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "small", messages: MESSAGES, stream: isStream }),
      signal: AbortSignal.timeout(2_000),
    });

  test.each([
    ["error_500", 500, "server_error"],
    ["error_503", 503, "server_is_overloaded"],
    ["auth_failure", 401, "invalid_api_key"],
    ["quota_spent", 429, "insufficient_quota"],
    ["context_length", 400, "context_length_exceeded"],
    ["content_filter", 400, "content_policy_violation"],
    ["invalid_request_500", 500, "invalid_request"],
    ["model_not_found_503", 503, "model_not_found"],
    ["html_502", 502, "<html>"],
  ] as const)("%s answers %i with %s, streamed or not", async (kind, status, text) => {
    provider.setFault(kind);
    for (const isStream of [false, true]) {
      const response = await ask(isStream);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
    }
  });

  test("CometAPI's errors carry the request id inside the message", async () => {
    provider.setFault("model_not_found_503");
    const response = await ask(false);
    const body = (await response.json()) as { error: { message: string; type: string } };
    expect(body.error.type).toBe("comet_api_error");
    const [, id] = /\(request id: ([A-Za-z0-9]+)\)/.exec(body.error.message) ?? [];
    expect(id).toBe(provider.calls().at(-1)?.id);
  });

  test("a rate limit states its wait only when told to", async () => {
    provider.setFault("rate_limited", { retryAfterSeconds: 7 });
    expect((await ask(false)).headers.get("retry-after")).toBe("7");
    provider.setFault("rate_limited", { retryAfterSeconds: null });
    expect((await ask(false)).headers.get("retry-after")).toBeNull();
  });

  test("a cut stream and a cut body both break on the wire after some of the answer", async () => {
    provider.setFault("cut_mid_stream");
    await expect(ask(true).then((response) => response.text())).rejects.toThrow();
    await expect(ask(false).then((response) => response.text())).rejects.toThrow();
  });

  test.each(["silence", "stall_mid_stream"] as const)("%s never ends by itself", async (kind) => {
    provider.setFault(kind);
    const until = AbortSignal.timeout(150);
    const request = fetch(`${provider.url}/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "small", messages: MESSAGES, stream: true }),
      signal: until,
    }).then((response) => response.text());
    await expect(request).rejects.toThrow("aborted due to timeout");
  });

  test("reset tears the connection down before any byte", async () => {
    provider.setFault("reset");
    await expect(ask(false)).rejects.toThrow("fetch failed");
  });

  test("a stream ends without [DONE], and without a finish reason, as told", async () => {
    provider.setFault("missing_done");
    const withoutDone = await (await ask(true)).text();
    expect(withoutDone).toContain('"finish_reason":"stop"');
    expect(withoutDone).not.toContain("[DONE]");
    provider.setFault("missing_terminal");
    const withoutTerminal = await (await ask(true)).text();
    expect(withoutTerminal).not.toContain('"finish_reason":"stop"');
    expect(withoutTerminal).not.toContain("[DONE]");
  });

  test("one malformed chunk leaves the rest of the stream whole; malformed_json leaves nothing to read", async () => {
    provider.setFault("malformed_chunk");
    const frames = (await (await ask(true)).text()).split("\n\n").filter((frame) => frame.startsWith("data: {"));
    const unreadable = frames.filter((frame) => !isJson(frame.slice(6)));
    expect(unreadable).toHaveLength(1);
    provider.setFault("malformed_json");
    expect(isJson(await (await ask(false)).text())).toBe(false);
  });

  test("an empty answer is a success without content", async () => {
    provider.setFault("empty");
    const body = (await (await ask(false)).json()) as { choices: { message: { content: string } }[] };
    expect(body.choices[0]?.message.content).toBe("");
  });

  test("a fault ends by itself after the calls it was given, and one with a share hits that share", async () => {
    provider.setFault("error_500", { calls: 2 });
    const statuses = [await ask(false), await ask(false), await ask(false)].map((response) => response.status);
    expect(statuses).toEqual([500, 500, 200]);
    provider.setFault("error_500", { share: 0.5 });
    let failed = 0;
    for (let call = 0; call < 60; call += 1) failed += (await ask(false)).status === 500 ? 1 : 0;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });

  test("a fault passes over the users it spares, and the record says whose each call was", async () => {
    provider.setFault("error_503", { sparesUser: (user) => user === "drill-1" });
    const ask = (user: string) => client.chat.completions.create({ model: "small", user, messages: MESSAGES });
    await expect(ask("drill-1")).resolves.toBeDefined();
    await expect(ask("user-7")).rejects.toMatchObject({ status: 503 });
    expect(provider.calls().map(({ user, fault }) => [user, fault])).toEqual([
      ["drill-1", "healthy"],
      ["user-7", "error_503"],
    ]);
  });
});

describe("what was called is on record", () => {
  test("every call is counted once under the id its answer carried", async () => {
    const answer = await client.chat.completions.create({ model: "small", messages: MESSAGES });
    const [call] = provider.calls();
    expect(provider.callCount()).toBe(1);
    expect(answer.id).toBe(`chatcmpl-${call?.id}`);
    expect(answer._request_id).toBe(call?.id);
    expect(call).toMatchObject({ method: "POST", path: "/v1/chat/completions", model: "small", state: "answered" });
  });

  test("a wrong key is refused before anything else", async () => {
    const guarded = await startSimulatedProvider({ apiKey: "right" });
    const asWrong = new OpenAI({ baseURL: guarded.url, apiKey: "wrong", maxRetries: 0 });
    await expect(asWrong.chat.completions.create({ model: "x", messages: MESSAGES })).rejects.toMatchObject({
      status: 401,
    });
    await guarded.close();
  });

  test("tokens come at the model's pace", async () => {
    provider.setLatency({ firstTokenMs: 60, spread: 0, perTokenMs: 10 });
    const startedAt = performance.now();
    let firstTokenMs = 0;
    for await (const chunk of await client.chat.completions.create({
      model: "small",
      messages: MESSAGES,
      stream: true,
    })) {
      if (firstTokenMs === 0 && chunk.choices[0]?.delta.content) firstTokenMs = performance.now() - startedAt;
    }
    expect(firstTokenMs).toBeGreaterThan(55);
    expect(performance.now() - startedAt).toBeGreaterThan(60 + 8 * 10);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
