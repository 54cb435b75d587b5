import { afterEach, describe, expect, test } from "vitest";
import { type GatewayRig, MOUNTS, PRIMARY_KEY, type RigOptions, startGatewayRig } from "../support/gateway-rig";

const chat = { model: "support", messages: [{ role: "user", content: "hello" }] };
const fast = { breaker: { open_ms: 500 }, budget: { deadline_ms: 8000 } };

describe.each(MOUNTS)("serving a request at the %s mount", (mount) => {
  let rig: GatewayRig;
  const start = async (options: RigOptions = {}) => {
    rig = await startGatewayRig(mount, { ...options, alias: { ...fast, ...options.alias } });
    return rig;
  };
  afterEach(() => rig.close());

  test("a healthy primary serves, and the record equals what the provider saw", async () => {
    await start();
    const response = await rig.post("/chat/completions", chat, {
      "x-request-id": "app-1",
      "x-stainless-retry-count": "1",
    });
    await response.json();
    const { open, close, attempts, outcomes, skipped } = rig.ledger.only;
    expect(open).toMatchObject({
      alias: "support",
      clientId: "web-app",
      tenant: "acme",
      requestId: "app-1",
      clientRetryCount: 1,
      routeVersion: 7,
    });
    expect(attempts).toMatchObject([{ n: 1, purpose: "primary", route: "primary-chat", providerModel: "model-a" }]);
    expect(outcomes).toMatchObject([
      {
        n: 1,
        state: "served",
        errorClass: "ok",
        reasonCode: null,
        httpStatus: 200,
        usageSource: "provider",
        next: "returned",
      },
    ]);
    expect(close).toMatchObject({
      state: "succeeded",
      reasonCode: "served_by_primary",
      route: "primary-chat",
      retryCount: 0,
      fallbackAttempted: false,
    });
    expect(close?.cost).toBeGreaterThan(0);
    expect(skipped).toEqual([]);
    expect(rig.primary.callCount()).toBe(1);
    expect(response.headers.get("x-switchyard-trace-id")).toBe([...rig.ledger.requests.keys()][0]);
  });

  test("a server error is retried once, then falls back; each step is on record", async () => {
    await start();
    rig.primary.setFault("error_500");
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-switchyard-reason")).toBe("served_by_fallback");
    expect(response.headers.get("x-switchyard-attempts")).toBe("3");
    await response.json();
    const { attempts, outcomes, close } = rig.ledger.only;
    expect(attempts.map(({ purpose, route }) => `${purpose} ${route}`)).toEqual([
      "primary primary-chat",
      "retry primary-chat",
      "fallback fallback-chat",
    ]);
    expect(outcomes.map(({ errorClass, reasonCode, next }) => [errorClass, reasonCode, next])).toEqual([
      ["server_error", "primary_transient_error", "retry"],
      ["server_error", "primary_transient_error", "fallback"],
      ["ok", null, "returned"],
    ]);
    expect(close).toMatchObject({ retryCount: 1, fallbackAttempted: true, fallbackReason: "primary_transient_error" });
    expect(rig.primary.callCount()).toBe(2);
  });

  test("a bad provider key never falls back and never shows the provider's 401", async () => {
    await start();
    rig.primary.setFault("auth_failure");
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(503);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.text()).toContain("auth_or_account_error");
    expect(rig.fallback.callCount()).toBe(0);
    expect(rig.ledger.only.skipped).toMatchObject([{ route: "fallback-chat", purpose: "fallback" }]);
    expect(rig.breakers.view("primary-chat").needsOwner).toBe(true);
  });

  test("a client error passes through with the provider's words, once, without the provider's key", async () => {
    await start();
    rig.primary.setFault("context_length");
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: "context_length_exceeded" } });
    expect(text).not.toContain(PRIMARY_KEY);
    expect(rig.primary.callCount()).toBe(1);
    expect(rig.fallback.callCount()).toBe(0);
    expect(rig.ledger.only.close).toMatchObject({ state: "failed", httpStatus: 400 });
  });

  test("a silent primary is cut at its deadline and the fallback serves, within the budget", async () => {
    await start({ primaryRoute: { timeouts: { headers_ms: 300 } } });
    rig.primary.setFault("silence");
    const startedAt = performance.now();
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(200);
    await response.json();
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(rig.ledger.only.outcomes[0]).toMatchObject({
      errorClass: "transport_timeout",
      detail: "headers",
      next: "fallback",
    });
  });

  test("a stream that fails before its first token is rescued unseen", async () => {
    await start();
    rig.primary.setFault("reset");
    const response = await rig.post("/chat/completions", { ...chat, stream: true });
    const text = await response.text();
    expect(text).toContain("data: [DONE]");
    expect(text).not.toContain('"error"');
    expect(rig.ledger.only.close).toMatchObject({ state: "succeeded", route: "fallback-chat" });
  });

  test("a stream cut after its first token ends in one error frame and no [DONE]", async () => {
    await start();
    rig.primary.setFault("cut_mid_stream");
    const response = await rig.post("/chat/completions", { ...chat, stream: true });
    const text = await response.text();
    expect(text.match(/"error":/g)).toHaveLength(1);
    expect(text).not.toContain("[DONE]");
    expect(rig.fallback.callCount()).toBe(0);
    expect(rig.ledger.only.close).toMatchObject({ state: "failed", reasonCode: "stream_interrupted" });
    expect(rig.ledger.only.outcomes[0]).toMatchObject({ errorClass: "stream_interrupted" });
  });

  test("buffered, the same cut is rescued by the fallback and replayed whole", async () => {
    await start({ alias: { stream_policy: "buffered" } });
    rig.primary.setFault("cut_mid_stream");
    const response = await rig.post("/chat/completions", { ...chat, stream: true });
    const text = await response.text();
    expect(text).toContain("data: [DONE]");
    expect(text).not.toContain('"error"');
    expect(rig.ledger.only.close).toMatchObject({ state: "succeeded", route: "fallback-chat" });
  });

  test("a missing [DONE] is supplied; a missing terminal event is no success", async () => {
    await start();
    rig.primary.setFault("missing_done");
    expect(await (await rig.post("/chat/completions", { ...chat, stream: true })).text()).toMatch(
      /data: \[DONE\]\n\n$/,
    );
    rig.primary.setFault("missing_terminal");
    const cut = await (await rig.post("/responses", { model: "support", input: "hello", stream: true })).text();
    expect(cut).toContain("event: response.failed");
    expect(cut).not.toContain("response.completed");
  });

  test("when every route fails the caller gets one clean 503 and the record names each", async () => {
    await start();
    rig.primary.setFault("error_503");
    rig.fallback.setFault("empty");
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { type: "switchyard_error", code: "fallback_validation_failed", param: null },
    });
    expect(rig.ledger.only.close).toMatchObject({ state: "failed", httpStatus: 503, route: null });
  });

  test("an open breaker spares the primary: the next requests go to the fallback at once", async () => {
    await start({ alias: { breaker: { consecutive_failures: 4, open_ms: 60_000 } } });
    rig.primary.setFault("error_500");
    for (let index = 0; index < 6; index++) await (await rig.post("/chat/completions", chat)).text();
    expect(rig.breakers.view("primary-chat").state).toBe("open");
    expect(rig.primary.callCount()).toBe(4);
    const last = [...rig.ledger.requests.values()].at(-1);
    expect(last?.skipped).toMatchObject([{ route: "primary-chat", reasonCode: "circuit_open" }]);
  });

  test("nothing is served that cannot be recorded", async () => {
    await start();
    rig.ledger.failure = { kind: "disk_full", message: "the disk is full" };
    const response = await rig.post("/chat/completions", chat);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: "overloaded" } });
    expect(rig.primary.callCount()).toBe(0);
  });
});

test("a defect of ours fails one request only, and closes its record", async () => {
  const rig = await startGatewayRig("listener");
  const { call } = rig.pools;
  rig.pools.call = () => {
    throw new Error("a defect");
  };
  await expect(rig.post("/chat/completions", chat)).rejects.toThrow();
  rig.pools.call = call;
  expect(rig.ledger.only.close).toMatchObject({ state: "interrupted", reasonCode: "gateway_interrupted" });
  expect(rig.ledger.only.outcomes).toMatchObject([{ state: "interrupted", errorClass: "gateway_interrupted" }]);
  expect(rig.defects.splice(0)).toMatchObject([{ message: "a defect" }]);
  expect((await rig.post("/chat/completions", chat)).status).toBe(200);
  await rig.close();
});

describe("a caller that leaves", () => {
  test.each([
    ["before the answer", "silence" as const, false],
    ["in the middle of a stream", "stall_mid_stream" as const, true],
  ])("%s ends the provider call within a second and is recorded once", async (_name, fault, stream) => {
    const rig = await startGatewayRig("listener");
    rig.primary.setFault(fault);
    const abort = new AbortController();
    const call = rig.fetch(`${rig.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-test-client-key-0001", "content-type": "application/json" },
      body: JSON.stringify({ ...chat, stream }),
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 200);
    await expect(call.then((response) => response.text())).rejects.toThrow();
    await expect.poll(() => rig.ledger.only.close?.state, { timeout: 1000 }).toBe("client_closed");
    await expect.poll(() => rig.gateway.inFlight, { timeout: 1000 }).toBe(0);
    expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "client_closed" }]);
    expect(rig.fallback.callCount()).toBe(0);
    await rig.close();
  });
});
