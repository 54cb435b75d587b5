import { afterEach, describe, expect, test } from "vitest";
import { type GatewayRig, MOUNTS, type RigOptions, STRANGER_KEY, startGatewayRig } from "../support/gateway-rig";
import { type ScriptedUpstream, startScriptedUpstream } from "../support/scripted-upstream";

const chat = { model: "support", messages: [{ role: "user", content: "hello" }] };
const ask = { model: "support", input: "hello" };
const claude = { capabilities: { profile: "claude_compat", max_tokens_field: "max_tokens" } };
const adapt = { clamp: ["temperature", "n"], map: ["max_tokens"], drop: ["logprobs", "reasoning_effort"] };
const CHAT_ANSWER = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
});

describe.each(MOUNTS)("what a route does not honour, at the %s mount", (mount) => {
  let rig: GatewayRig;
  let scripted: ScriptedUpstream | null = null;
  const start = async (options: RigOptions = {}) => {
    rig = await startGatewayRig(mount, options);
  };
  afterEach(async () => {
    await rig.close();
    await scripted?.close();
    scripted = null;
  });

  test("is adapted where the alias says so: the provider sees it, the record says it, the rest stays", async () => {
    scripted = await startScriptedUpstream(({ response }) => {
      response.writeHead(200, { "content-type": "application/json" }).end(CHAT_ANSWER);
    });
    await start({ primaryUrl: scripted.url, primaryRoute: claude, alias: { adapt } });
    const asked = { temperature: 1.7, n: 2, logprobs: true, max_completion_tokens: 60, top_p: 0.9, seed: 7 };
    const response = await rig.post("/chat/completions", { ...chat, ...asked });
    expect(await response.text()).toBe(CHAT_ANSWER);
    expect(scripted.calls.map(({ body }) => body)).toEqual([
      { ...chat, model: "model-a", temperature: 1, n: 1, max_tokens: 60, top_p: 0.9, seed: 7 },
    ]);
    expect(rig.ledger.only.outcomes[0]?.adaptations).toEqual([
      "temperature clamped from 1.7 to 1",
      "n clamped from 2 to 1",
      "logprobs dropped",
      "max_completion_tokens sent as max_tokens",
    ]);
  });

  test("is adapted for the fallback alone when only that one needs it", async () => {
    await start({ fallbackRoute: claude, alias: { adapt } });
    rig.primary.setFault("error_503");
    const response = await rig.post("/responses", { ...ask, temperature: 2, reasoning: { effort: "low" } });
    expect(response.status).toBe(200);
    await response.text();
    const { attempts, outcomes } = rig.ledger.only;
    expect(attempts.map(({ route }, index) => [route, outcomes[index]?.adaptations])).toEqual([
      ["primary-chat", []],
      ["fallback-chat", ["temperature clamped from 2 to 1", "reasoning_effort dropped"]],
    ]);
  });

  test("one alternative is the whole stream where three were clamped to it, even if the provider never hangs up", async () => {
    const choice = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: "x", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    scripted = await startScriptedUpstream((call) =>
      call.stream([choice({ content: "Hello." }, null), choice({}, "stop")]),
    );
    await start({ primaryUrl: scripted.url, primaryRoute: claude, alias: { adapt } });
    const startedAt = performance.now();
    const response = await rig.post("/chat/completions", { ...chat, n: 3, stream: true });
    expect(await response.text()).toContain("data: [DONE]");
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(rig.ledger.only.outcomes).toMatchObject([{ state: "served", adaptations: ["n clamped from 3 to 1"] }]);
  });

  test("makes it incompatible by name where the alias adapts nothing", async () => {
    await start({ fallbackRoute: claude });
    rig.primary.setFault("error_503");
    const response = await rig.post("/chat/completions", { ...chat, logprobs: true });
    expect(response.status).toBe(503);
    await response.text();
    expect(rig.ledger.only.skipped).toMatchObject([
      { route: "fallback-chat", reasonCode: "incompatible_candidate", detail: "logprobs" },
    ]);
    expect(rig.fallback.callCount()).toBe(0);
  });

  test("a prompt too long for the first route goes to one with more room, and only to such a one", async () => {
    await start({ primaryRoute: { context_window: 8_000 }, fallbackRoute: { context_window: 128_000 } });
    rig.primary.setFault("context_length");
    const response = await rig.post("/chat/completions", chat);
    expect(response.headers.get("x-switchyard-route")).toBe("fallback-chat");
    await response.text();
    expect(rig.ledger.only.close).toMatchObject({ fallbackReason: "context_length_exceeded" });
    await rig.close();
    await start({ primaryRoute: { context_window: 8_000 }, fallbackRoute: { context_window: 8_000 } });
    rig.primary.setFault("context_length");
    expect((await rig.post("/chat/completions", chat)).status).toBe(400);
    expect(rig.fallback.callCount()).toBe(0);
  });
});

describe.each(MOUNTS)("a conversation whose state lies at one provider, at the %s mount", (mount) => {
  let rig: GatewayRig;
  const start = async (alias: Record<string, unknown> = {}) => {
    rig = await startGatewayRig(mount, { alias: { breaker: { consecutive_failures: 50 }, ...alias } });
  };
  afterEach(() => rig.close());

  /** A response the fallback issued while the primary was down; afterwards both are well. */
  const begun = async (stream: boolean): Promise<string> => {
    rig.primary.setFault("reset");
    const text = await (await rig.post("/responses", { ...ask, stream })).text();
    rig.primary.setFault("healthy");
    const id = /"id":"(resp_[^"]+)"/.exec(text)?.[1];
    if (id === undefined) throw new Error(text);
    return id;
  };
  const goOn = (id: string, headers: Record<string, string> = {}) =>
    rig.post("/responses", { ...ask, previous_response_id: id }, headers);
  const lastRecord = () => [...rig.ledger.requests.values()].at(-1);

  test.each([false, true])("goes on at the route that issued the response (streamed: %s)", async (stream) => {
    await start();
    const response = await goOn(await begun(stream));
    expect(response.headers.get("x-switchyard-route")).toBe("fallback-chat");
    expect(response.headers.get("x-switchyard-context-reset")).toBeNull();
    await response.text();
    expect(lastRecord()?.attempts.map(({ route }) => route)).toEqual(["fallback-chat"]);
  });

  test("is not carried to another route: the record says why, and nobody else is asked", async () => {
    await start();
    const id = await begun(false);
    const before = rig.primary.callCount();
    rig.fallback.setFault("error_503");
    const response = await goOn(id);
    expect(response.status).toBe(503);
    await response.text();
    expect(rig.primary.callCount()).toBe(before);
    expect(lastRecord()?.skipped).toMatchObject([
      { route: "primary-chat", reasonCode: "state_not_portable", detail: "previous_response_id" },
    ]);
  });

  test("begins anew elsewhere where the alias allows it, and the answer says so", async () => {
    await start({ context_reset: "allow" });
    const id = await begun(false);
    rig.fallback.setFault("error_503");
    const response = await goOn(id);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-switchyard-route")).toBe("primary-chat");
    expect(response.headers.get("x-switchyard-context-reset")).toBe("true");
    expect(await response.json()).toMatchObject({ previous_response_id: null });
    expect(lastRecord()?.outcomes.at(-1)?.adaptations).toEqual([
      "previous_response_id dropped: the conversation begins anew",
    ]);
  });

  test("that nobody remembers is taken to the first route", async () => {
    await start();
    const response = await goOn("resp_of_long_ago");
    expect(response.headers.get("x-switchyard-route")).toBe("primary-chat");
    expect(await response.json()).toMatchObject({ previous_response_id: "resp_of_long_ago" });
  });

  test("cannot be gone on with by a client of another tenant, who shares the provider's account", async () => {
    await start();
    const id = await begun(false);
    const before = rig.primary.callCount() + rig.fallback.callCount();
    const response = await goOn(id, { authorization: `Bearer ${STRANGER_KEY}` });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "previous_response_not_found" } });
    expect(rig.primary.callCount() + rig.fallback.callCount()).toBe(before);
  });
});
