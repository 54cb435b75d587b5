import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Provider } from "@/lib/core/routing-snapshot";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import type { ProviderRead } from "@/lib/upstream/read-json";

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** A provider that answers as told, and the pools that reach it. */
async function reading(respond: Respond, change: Partial<Provider> = {}) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const pools = new ProviderPools();
  onTestFinished(async () => {
    await pools.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const provider: Provider = {
    id: "cometapi",
    baseUrl: `http://127.0.0.1:${port}/v1`,
    auth: { header: "authorization", scheme: "Bearer" },
    paths: { chat: "/chat/completions", responses: "/responses", models: "/models" },
    allowPrivateNetwork: true,
    takesTraceContext: false,
    ...change,
  };
  pools.update([provider], new Map([["cometapi", "sk-real-key"]]));
  const read = (order: Partial<ProviderRead> = {}) =>
    pools.read({
      provider: "cometapi",
      path: "/models",
      isAbsolutePath: false,
      maxBytes: 1_024,
      timeoutMs: 2_000,
      ...order,
    });
  return { read, seen, pools, provider };
}

const json =
  (body: unknown): Respond =>
  (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

describe("reading a document of a provider", () => {
  test("goes over its own pool, with its key, below the base path or from the root", async () => {
    const { read, seen } = await reading(json({ data: [] }));
    expect(await read()).toEqual({ kind: "read", value: { data: [] } });
    expect(await read({ path: "/api/models", isAbsolutePath: true })).toMatchObject({ kind: "read" });
    expect(seen.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization}`)).toEqual([
      "GET /v1/models Bearer sk-real-key",
      "GET /api/models Bearer sk-real-key",
    ]);
  });

  test("follows no redirect", async () => {
    const { read, seen } = await reading((_request, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
    });
    expect(await read()).toEqual({ kind: "failed", why: "it answered HTTP 302" });
    expect(seen).toHaveLength(1);
  });

  test("stops at the size it was given", async () => {
    const { read } = await reading(json({ data: "x".repeat(5_000) }));
    expect(await read()).toEqual({ kind: "failed", why: "its answer is larger than 1 KiB" });
  });

  test("gives up when nothing comes, and names what is no JSON", async () => {
    const silent = await reading(() => {});
    expect(await silent.read({ timeoutMs: 50 })).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("did not answer"),
    });
    const page = await reading((_request, response) => response.end("<html>"));
    expect(await page.read()).toEqual({ kind: "failed", why: "its answer is no JSON" });
  });

  test("never reaches a private address that is not allowed", async () => {
    const { read, seen } = await reading(json({}), { allowPrivateNetwork: false });
    expect(await read()).toMatchObject({ kind: "failed" });
    expect(seen).toEqual([]);
  });

  test("of a provider nobody knows fails in words", async () => {
    const { read } = await reading(json({}));
    expect(await read({ provider: "nobody" })).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("no connection pool"),
    });
  });
});

describe("a call under a contract", () => {
  const call = (pools: ProviderPools, provider: Provider, endpoint: "chat" | "responses", wrong = false) =>
    new Promise<void>((resolve) => {
      pools.call(
        { provider, endpoint, body: "{}", stream: false, ...(wrong ? { credential: "wrong" } : {}) },
        { onSent: () => {}, onHead: () => {}, onData: () => {}, onEnd: resolve, onFailure: () => resolve() },
      );
    });

  test("sends the key in the header the worksheet of that endpoint names, and a wrong one when asked to", async () => {
    const { pools, provider, seen } = await reading(json({}), {
      authOf: { responses: { header: "x-api-key", scheme: null } },
    });
    await call(pools, provider, "chat");
    await call(pools, provider, "responses");
    await call(pools, provider, "chat", true);
    expect(seen.map(({ headers }) => [headers.authorization, headers["x-api-key"]])).toEqual([
      ["Bearer sk-real-key", undefined],
      [undefined, "sk-real-key"],
      ["Bearer sk-deliberately-wrong-key", undefined],
    ]);
  });
});
