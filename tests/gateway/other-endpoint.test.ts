import { afterEach, describe, expect, test } from "vitest";
import { type GatewayRig, MOUNTS, startGatewayRig } from "../support/gateway-rig";

const chat = { model: "support", messages: [{ role: "user", content: "hello" }] };
const responses = { model: "support", input: "hello" };

const CALLERS = [
  {
    path: "/chat/completions",
    body: chat,
    own: "chat",
    other: "responses",
    adaptation: "endpoint: chat -> responses",
    whole: { object: "chat.completion" },
    lastFrame: /"finish_reason":"stop"[^\n]+\n\ndata: \[DONE\]\n\n$/,
  },
  {
    path: "/responses",
    body: responses,
    own: "responses",
    other: "chat",
    adaptation: "endpoint: responses -> chat",
    whole: { object: "response", status: "completed" },
    lastFrame: /event: response\.completed\n[^\n]+\n\ndata: \[DONE\]\n\n$/,
  },
] as const;

describe.each(MOUNTS)("falling back to a route that speaks only the other endpoint, %s mount", (mount) => {
  describe.each(CALLERS)("asked on $path", ({ path, body, own, other, adaptation, whole, lastFrame }) => {
    let rig: GatewayRig;
    const start = async (alias: Record<string, unknown> = {}) => {
      rig = await startGatewayRig(mount, {
        alias: { budget: { deadline_ms: 8000 }, ...alias },
        primaryRoute: { endpoints: [own] },
        fallbackRoute: { endpoints: [other] },
      });
      rig.primary.setFault("model_not_found_503");
    };
    afterEach(() => rig.close());

    test("the caller gets its own shape, the provider its own, and the record says what was translated", async () => {
      await start();
      const response = await rig.post(path, body);
      expect(response.status).toBe(200);
      expect(response.headers.get("x-switchyard-route")).toBe("fallback-chat");
      expect(await response.json()).toMatchObject(whole);
      expect(rig.fallback.calls().map((call) => call.path)).toEqual([
        other === "chat" ? "/v1/chat/completions" : "/v1/responses",
      ]);
      const { outcomes, open, close } = rig.ledger.only;
      expect(outcomes.map(({ adaptations }) => adaptations)).toEqual([[], [adaptation]]);
      expect(outcomes.at(-1)).toMatchObject({ state: "served", finishReason: "stop", usageSource: "provider" });
      expect(open?.endpoint).toBe(own);
      expect(close).toMatchObject({ state: "succeeded", route: "fallback-chat", fallbackAttempted: true });
    });

    test.each(["passthrough", "buffered"])("%s, a stream arrives whole in the caller's own events", async (policy) => {
      await start({ stream_policy: policy });
      const text = await (await rig.post(path, { ...body, stream: true })).text();
      expect(text).toMatch(lastFrame);
      expect(text.match(/\[DONE\]/g)).toHaveLength(1);
      expect(rig.ledger.only.outcomes.at(-1)).toMatchObject({ state: "served", adaptations: [adaptation] });
      expect(rig.ledger.only.close?.timeToFirstTokenMs).toBeGreaterThan(0);
    });

    test("a cut after the first token ends in the error frames of the caller's endpoint", async () => {
      await start();
      rig.fallback.setFault("cut_mid_stream");
      const text = await (await rig.post(path, { ...body, stream: true })).text();
      expect(text).not.toContain("[DONE]");
      expect(text).not.toContain("response.completed");
      expect(text.includes("event: response.failed")).toBe(own === "responses");
      expect(text).toContain('"code":"stream_interrupted"');
      expect(rig.ledger.only.close).toMatchObject({ state: "failed", reasonCode: "stream_interrupted" });
    });

    test.each(["missing_done", "malformed_chunk"] as const)(
      "a provider stream with %s is still told whole",
      async (fault) => {
        await start();
        rig.fallback.setFault(fault);
        expect(await (await rig.post(path, { ...body, stream: true })).text()).toMatch(lastFrame);
      },
    );

    test("a bad answer is judged on the provider's own endpoint and never handed on", async () => {
      await start();
      rig.fallback.setFault("empty");
      const response = await rig.post(path, body);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ error: { code: "fallback_validation_failed" } });
      expect(rig.ledger.only.outcomes.at(-1)).toMatchObject({ errorClass: "invalid_output", detail: "empty" });
    });
  });

  test.each([
    ["n", "/chat/completions", { ...chat, n: 2 }],
    ["logprobs", "/chat/completions", { ...chat, logprobs: true }],
    ["seed", "/chat/completions", { ...chat, seed: 7 }],
    [
      "messages.content.input_audio",
      "/chat/completions",
      { ...chat, messages: [{ role: "user", content: [{ type: "input_audio" }] }] },
    ],
    ["store", "/responses", { ...responses, store: true }],
    ["truncation", "/responses", { ...responses, truncation: "auto" }],
    ["unknown", "/responses", { ...responses, "made up by the caller": 1 }],
  ])("a request that says %s is never sent there: the record names the field", async (field, path, body) => {
    const [own, other] = path === "/responses" ? ["responses", "chat"] : ["chat", "responses"];
    const rig = await startGatewayRig(mount, {
      primaryRoute: { endpoints: [own], capabilities: { n: 8, logprobs: true } },
      fallbackRoute: { endpoints: [other], capabilities: { n: 8, logprobs: true } },
    });
    rig.primary.setFault("model_not_found_503");
    expect((await rig.post(path, body)).status).toBe(503);
    expect(rig.ledger.only.skipped).toMatchObject([
      { route: "fallback-chat", reasonCode: "incompatible_candidate", detail: field },
    ]);
    expect(rig.fallback.callCount()).toBe(0);
    await rig.close();
  });
});
