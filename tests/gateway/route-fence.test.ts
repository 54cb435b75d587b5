import { afterEach, describe, expect, test } from "vitest";
import { CLIENT_KEY, type GatewayRig, MOUNTS, type RigOptions, startGatewayRig } from "../support/gateway-rig";
import { type ScriptedCall, type ScriptedUpstream, startScriptedUpstream } from "../support/scripted-upstream";

const chat = { model: "support", messages: [{ role: "user", content: "hello" }] };
/** What a rollback away from the primary looks like to the gateway. */
const AWAY: RigOptions = { alias: { primary: "fallback-chat", fallbacks: [] } };

describe.each(MOUNTS)("a request in flight while its version is abandoned, at the %s mount", (mount) => {
  let rig: GatewayRig;
  let upstream: ScriptedUpstream;
  const held: ScriptedCall[] = [];
  const start = async (script: (call: ScriptedCall) => void = (call) => void held.push(call)) => {
    upstream = await startScriptedUpstream(script);
    rig = await startGatewayRig(mount, { random: () => 0, primaryUrl: upstream.url });
  };
  const reroute = () => rig.reroute({ ...AWAY, primaryUrl: upstream.url });
  const untilCalled = () => expect.poll(() => upstream.calls.length).toBe(1);
  const loads = () => rig.gateway.versionLoads().map(({ version, inFlight, waiting }) => [version, inFlight, waiting]);

  afterEach(async () => {
    held.length = 0;
    await rig.close();
    await upstream.close();
  });

  test("finishes the attempt it is in", async () => {
    await start();
    const answer = rig.post("/chat/completions", chat);
    await untilCalled();
    reroute();
    expect(loads()).toEqual([[7, 1, 0]]);
    const message = { role: "assistant", content: "hello back" };
    const body = { id: "c1", object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] };
    held[0]?.response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    expect((await answer).status).toBe(200);
    expect(rig.ledger.only.attempts).toMatchObject([{ route: "primary-chat", routeVersion: 7 }]);
    expect(rig.fallback.callCount()).toBe(0);
    await expect.poll(loads).toEqual([]);
  });

  test("takes its next attempt from the new map, and what the old one would have called is on record", async () => {
    await start();
    const answer = rig.post("/chat/completions", chat);
    await untilCalled();
    reroute();
    held[0]?.response.writeHead(503).end("{}");
    expect((await answer).status).toBe(200);
    const { open, attempts, skipped, outcomes, close } = rig.ledger.only;
    expect(open?.routeVersion).toBe(7);
    expect(attempts).toMatchObject([
      { n: 1, route: "primary-chat", routeVersion: 7, purpose: "primary" },
      { n: 3, route: "fallback-chat", routeVersion: 8, purpose: "fallback" },
    ]);
    expect(skipped).toMatchObject([
      { n: 2, route: "primary-chat", routeVersion: 7, purpose: "retry", reasonCode: "superseded_route_version" },
    ]);
    expect(outcomes[0]).toMatchObject({ next: "fallback" });
    expect(close).toMatchObject({ state: "succeeded", reasonCode: "served_by_fallback" });
    expect(upstream.calls).toHaveLength(1);
    await expect.poll(loads).toEqual([]);
  });

  test("a retry that waits for its turn holds nothing of the old map", async () => {
    await start((call) => void call.response.writeHead(429, { "retry-after": "1" }).end("{}"));
    const answer = rig.post("/chat/completions", chat);
    await expect.poll(loads).toEqual([[7, 1, 1]]);
    reroute();
    expect((await answer).status).toBe(200);
    const { attempts, skipped, outcomes } = rig.ledger.only;
    expect(attempts.map(({ route, routeVersion }) => [route, routeVersion])).toEqual([
      ["primary-chat", 7],
      ["fallback-chat", 8],
    ]);
    expect(skipped).toMatchObject([{ route: "primary-chat", reasonCode: "superseded_route_version" }]);
    expect(outcomes[0]?.next).toBe("fallback");
    expect(upstream.calls).toHaveLength(1);
  });

  test("a request whose body was still on its way goes by the new map", async () => {
    await start();
    const bytes = new TextEncoder().encode(JSON.stringify(chat));
    let sendRest = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 10));
        sendRest = () => {
          controller.enqueue(bytes.slice(10));
          controller.close();
        };
      },
    });
    const answer = rig.fetch(`${rig.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
    await expect.poll(() => rig.gateway.inFlight).toBe(1);
    reroute();
    sendRest();
    expect((await answer).status).toBe(200);
    expect(rig.ledger.only.open?.routeVersion).toBe(8);
    expect(upstream.calls).toHaveLength(0);
  });

  test("the abandoned provider's connections close after the call they carry, and not before", async () => {
    await start();
    const answer = rig.post("/chat/completions", chat);
    await untilCalled();
    reroute();
    expect(rig.pools.closing()).toEqual([{ provider: "primary" }]);
    expect(held[0]?.cutAtMs).toBeNull();
    held[0]?.response.writeHead(503).end("{}");
    await answer;
    await expect.poll(() => rig.pools.closing()).toEqual([]);
    await expect.poll(() => held[0]?.response.req.socket.destroyed).toBe(true);
  });
});
