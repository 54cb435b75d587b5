import { connect, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import type { BodyRead, Exchange } from "@/lib/gateway/exchange";
import { CLIENT_KEY, type GatewayRig, MOUNTS, PRIMARY_KEY } from "../support/gateway-rig";
import type { ScriptedCall } from "../support/scripted-upstream";
import { askStream, bytesOf, rigWith, streams } from "./scripted-rig";
import { CREATED, DONE, data, delta, event, ROLE, STOP, say } from "./stream-parts";

const ENDPOINTS: readonly Endpoint[] = ["chat", "responses"];
const PACE = { keepAliveMs: 20, writeStallMs: 300 };
const HASTY = { headers_ms: 400, first_token_ms: 400, idle_ms: 200, total_ms: 700 };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes tokens as fast as they are taken, until the call is cut. */
async function endless(call: ScriptedCall): Promise<void> {
  const tokens = Array.from({ length: 64 }, () => say("x".repeat(900))).join("");
  await call.stream([say("first")]);
  while (!call.response.destroyed) {
    await new Promise((resolve) => call.response.write(tokens, resolve));
  }
}

/** A caller that takes nothing: all that is written to it is held. */
class UnreadExchange implements Exchange {
  readonly method = "POST";
  readonly path = "/v1/chat/completions";
  readonly protocolDefect = null;
  isClosed = false;
  heldBytes = 0;
  leave = () => {};

  header(name: string): string | undefined {
    return { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" }[name];
  }
  async readBody(): Promise<BodyRead> {
    const messages = [{ role: "user", content: "hello" }];
    return { kind: "body", bytes: Buffer.from(JSON.stringify({ model: "support", stream: true, messages })) };
  }
  onClose(listener: () => void): void {
    this.leave = () => {
      this.isClosed = true;
      listener();
    };
  }
  write(chunk: Uint8Array): boolean {
    this.heldBytes += chunk.byteLength;
    return false;
  }
  head(): void {}
  onDrain(): void {}
  end(): void {}
  fail(): void {}
}

/** A caller on a socket of its own, that reads nothing until told. */
function rawCaller(rig: GatewayRig): Socket {
  const body = JSON.stringify({ model: "support", stream: true, messages: [{ role: "user", content: "hello" }] });
  const { port, host } = new URL(rig.baseUrl);
  const socket = connect(Number(port), "127.0.0.1").pause();
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${CLIENT_KEY}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

describe("a caller that reads slowly", () => {
  test("is no failure of the provider, whose deadlines stand still meanwhile", async () => {
    const tokens = Array.from({ length: 12_000 }, () => say("x".repeat(900)));
    const rig = await rigWith("listener", streams([tokens.join(""), STOP, DONE]), {
      // Shorter than the caller's pause, and long enough for a busy machine to deliver the rest.
      primaryRoute: { timeouts: { ...HASTY, total_ms: 1_400 } },
    });
    const socket = rawCaller(rig);
    await sleep(1_500);
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
    });
    socket.resume();
    await expect.poll(() => received.endsWith("0\r\n\r\n"), { timeout: 5_000 }).toBe(true);
    socket.destroy();
    expect(received).toContain("data: [DONE]");
    expect(received).not.toContain("switchyard_error");
    expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "ok" }]);
  });

  test("holds at most 256 KiB, and its provider waits", async () => {
    const rig = await rigWith("next", endless, { streamPace: { ...PACE, writeStallMs: 5_000 } });
    const caller = new UnreadExchange();
    const handled = rig.gateway.handle(caller);
    await expect.poll(() => rig.upstream.calls[0]?.response.writableNeedDrain, { timeout: 3_000 }).toBe(true);
    await sleep(100);
    expect(caller.heldBytes).toBeGreaterThan(0);
    expect(caller.heldBytes).toBeLessThanOrEqual(256 * 1024);
    caller.leave();
    await handled;
  });

  test.each(MOUNTS)(
    "over the %s mount, is cut off when it takes nothing at all, and its provider with it",
    async (mount) => {
      const rig = await rigWith(mount, endless, { streamPace: PACE });
      const caller = mount === "listener" ? rawCaller(rig) : await askStream(rig);
      await expect.poll(() => rig.ledger.requests.size, { timeout: 1_000 }).toBe(1);
      await expect.poll(() => rig.ledger.only.close?.state, { timeout: 4_000 }).toBe("client_closed");
      expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "client_closed", detail: "caller_stalled" }]);
      await expect.poll(() => rig.upstream.calls[0]?.cutAtMs, { timeout: 1_000 }).not.toBeNull();
      await expect.poll(() => rig.gateway.inFlight).toBe(0);
      expect(rig.breakers.view("primary-chat").state).toBe("closed");
      if (caller instanceof Response) await expect(caller.text()).rejects.toThrow();
      else caller.destroy();
    },
  );
});

/** What the provider is doing when the caller leaves. */
const MOMENTS: readonly (readonly [
  name: string,
  isStream: boolean,
  policy: string,
  script: (call: ScriptedCall, endpoint: Endpoint) => void,
])[] = [
  ["before the answer", false, "passthrough", () => {}],
  ["before the stream", true, "passthrough", () => {}],
  [
    "before the first token",
    true,
    "passthrough",
    (call, endpoint) => void call.stream([endpoint === "chat" ? ROLE : CREATED]),
  ],
  [
    "after the first token",
    true,
    "passthrough",
    (call, endpoint) => void call.stream([endpoint === "chat" ? say("a") : delta("a")]),
  ],
  [
    "while the answer is buffered",
    true,
    "buffered",
    (call, endpoint) => void call.stream([endpoint === "chat" ? say("a") : delta("a")]),
  ],
];

describe.each(MOUNTS)("a caller that leaves, over the %s mount", (mount) => {
  describe.each(ENDPOINTS)("on %s", (endpoint) => {
    test.each(MOMENTS)(
      "%s ends the provider's call within a second, and is recorded once",
      async (_name, isStream, policy, script) => {
        const rig = await rigWith(mount, (call) => script(call, endpoint), {
          alias: { stream_policy: policy },
          streamPace: PACE,
        });
        const leaving = new AbortController();
        const body = endpoint === "chat" ? { messages: [{ role: "user", content: "hi" }] } : { input: "hi" };
        const answer = rig
          .fetch(`${rig.baseUrl}${endpoint === "chat" ? "/chat/completions" : "/responses"}`, {
            method: "POST",
            headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
            body: JSON.stringify({ model: "support", stream: isStream, ...body }),
            signal: leaving.signal,
          })
          .then((response) => response.text())
          .catch(() => null);
        await expect.poll(() => rig.upstream.calls.length, { timeout: 2_000 }).toBe(1);
        await sleep(60);
        leaving.abort();
        await expect.poll(() => rig.upstream.calls[0]?.cutAtMs, { timeout: 1_000 }).not.toBeNull();
        await expect.poll(() => rig.ledger.only.close?.state, { timeout: 1_000 }).toBe("client_closed");
        await expect.poll(() => rig.gateway.inFlight).toBe(0);
        expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "client_closed", detail: null }]);
        expect(rig.fallback.callCount()).toBe(0);
        await answer;
      },
    );
  });

  test("between two attempts: no further call is made", async () => {
    const rig = await rigWith(mount, (call) => void call.response.writeHead(500).end("{}"), { random: () => 1 });
    const leaving = new AbortController();
    const answer = rig
      .fetch(`${rig.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
        body: JSON.stringify({ model: "support", messages: [{ role: "user", content: "hi" }] }),
        signal: leaving.signal,
      })
      .catch(() => null);
    await expect.poll(() => rig.ledger.requests.size === 1 && rig.upstream.calls.length, { timeout: 1_000 }).toBe(1);
    await sleep(100);
    leaving.abort();
    await expect.poll(() => rig.ledger.only.close?.state, { timeout: 1_000 }).toBe("client_closed");
    expect(rig.upstream.calls).toHaveLength(1);
    expect(rig.fallback.callCount()).toBe(0);
    await answer;
  });

  test("a buffered stream shows signs of life, then the whole answer", async () => {
    const script = async (call: ScriptedCall) => {
      await sleep(150);
      await streams(["\ufeff", say("a"), STOP, DONE])(call);
    };
    const rig = await rigWith(mount, script, { alias: { stream_policy: "buffered" }, streamPace: PACE });
    const text = (await bytesOf(await askStream(rig))).toString();
    expect(text).toMatch(/^(: keep-alive\n\n){2,}data: /);
    expect(text.endsWith(say("a") + STOP + DONE)).toBe(true);
  });

  test("a buffered stream that cannot be served ends in an error frame behind its signs of life", async () => {
    const script = async (call: ScriptedCall) => {
      await sleep(100);
      call.response
        .writeHead(400, { "content-type": "application/json" })
        .end('{"error":{"message":"no","code":"bad"}}');
    };
    const rig = await rigWith(mount, script, { alias: { stream_policy: "buffered" }, streamPace: PACE });
    const text = (await bytesOf(await askStream(rig))).toString();
    expect(text).toMatch(/^(: keep-alive\n\n)+data: \{"error":\{"message":"no"/);
    expect(text).not.toContain("[DONE]");
  });
});

describe("a provider that shows its own key", () => {
  const CUTS = [3, 9, PRIMARY_KEY.length - 4];
  const mention = {
    error: { message: `Incorrect key ${PRIMARY_KEY} given`, code: PRIMARY_KEY, type: PRIMARY_KEY, param: PRIMARY_KEY },
  };

  /** The text in two packets, cut inside the first mention of the key. */
  const torn = (text: string, cut: number) => {
    const at = text.indexOf(PRIMARY_KEY) + cut;
    return [text.slice(0, at), text.slice(at)];
  };

  async function expectHidden(rig: GatewayRig, response: Response): Promise<void> {
    const seen =
      (await response.text()) +
      JSON.stringify([...response.headers]) +
      JSON.stringify([...rig.ledger.requests.values()]);
    for (let at = 0; at + 6 <= PRIMARY_KEY.length; at++) expect(seen).not.toContain(PRIMARY_KEY.slice(at, at + 12));
  }

  test.each(CUTS)("in an error answer, cut after %i characters, shows it to nobody", async (cut) => {
    const rig = await rigWith("listener", async ({ response }) => {
      response.writeHead(400, { "content-type": "application/json" });
      const [head = "", tail = ""] = torn(JSON.stringify(mention), cut);
      response.write(head);
      await sleep(10);
      response.end(tail);
    });
    await expectHidden(rig, await askStream(rig));
  });

  test.each(CUTS)("in a stream's error frame, cut after %i characters, shows it to nobody", async (cut) => {
    const rig = await rigWith("listener", streams([say("a"), ...torn(data(mention), cut)]));
    await expectHidden(rig, await askStream(rig));
    const failed = event("error", { ...mention.error });
    const other = await rigWith("listener", streams([CREATED, delta("a"), ...torn(failed, cut)]));
    await expectHidden(other, await askStream(other, "responses"));
  });

  test("in an answer that serves: its words are passed on as they are", async () => {
    const rig = await rigWith("listener", streams([say(PRIMARY_KEY), STOP, DONE]));
    expect((await bytesOf(await askStream(rig))).toString()).toBe(say(PRIMARY_KEY) + STOP + DONE);
  });
});
