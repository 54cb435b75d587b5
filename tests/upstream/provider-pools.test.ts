import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Provider } from "@/lib/core/routing-snapshot";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import type { TransportFailure } from "@/lib/upstream/upstream";

interface Seen {
  readonly url: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
}

type Outcome =
  | { kind: "answer"; status: number; body: string; headers: Record<string, unknown> }
  | { kind: "failure"; failure: TransportFailure };

describe("provider pools", () => {
  let server: Server;
  let seen: Seen[];
  let pools: ProviderPools;
  let respond: (url: string) => { status: number; headers?: Record<string, string>; body?: string };

  beforeEach(async () => {
    seen = [];
    respond = () => ({ status: 200, body: "{}" });
    server = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      const { status, headers = {}, body = "" } = respond(request.url ?? "");
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    pools = new ProviderPools();
  });
  afterEach(async () => {
    await pools.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const provider = (overrides: Partial<Provider> = {}): Provider => ({
    id: "p",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    auth: { header: "authorization", scheme: "Bearer" },
    paths: { chat: "/chat/completions", responses: "/responses", models: "/models" },
    allowPrivateNetwork: true,
    takesTraceContext: false,
    ...overrides,
  });

  const call = (target: Provider): Promise<Outcome> =>
    new Promise((resolve) => {
      let status = 0;
      let headers: Record<string, unknown> = {};
      let body = "";
      pools.call(
        { provider: target, endpoint: "chat", body: '{"a":1}', stream: false },
        {
          onSent: () => {},
          onHead: (code, received) => {
            status = code;
            headers = received;
          },
          onData: (chunk) => {
            body += chunk.toString();
          },
          onEnd: () => resolve({ kind: "answer", status, body, headers }),
          onFailure: (failure) => resolve({ kind: "failure", failure }),
        },
      );
    });

  test("send the provider's key and only the headers set here", async () => {
    const target = provider();
    pools.update([target], new Map([["p", "provider-key"]]));
    expect(await call(target)).toMatchObject({ kind: "answer", status: 200, body: "{}" });
    expect(seen[0]?.url).toBe("/v1/chat/completions");
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer provider-key",
      "accept-encoding": "identity",
      accept: "application/json",
    });
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(
      [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
      ].sort(),
    );
  });

  test("send a key the way its provider wants it", async () => {
    const target = provider({ auth: { header: "x-api-key", scheme: null } });
    pools.update([target], new Map([["p", "provider-key"]]));
    await call(target);
    expect(seen[0]?.headers["x-api-key"]).toBe("provider-key");
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  test("never follow a redirect", async () => {
    const target = provider();
    pools.update([target], new Map());
    respond = () => ({ status: 307, headers: { location: "http://127.0.0.1:1/elsewhere" } });
    expect(await call(target)).toMatchObject({ kind: "answer", status: 307 });
    expect(seen).toHaveLength(1);
  });

  test("refuse a private address before anything is sent", async () => {
    const target = provider({ allowPrivateNetwork: false });
    pools.update([target], new Map([["p", "provider-key"]]));
    expect(await call(target)).toMatchObject({
      kind: "failure",
      failure: { code: "SWITCHYARD_ADDRESS_REFUSED", requestSent: false },
    });
    expect(seen).toHaveLength(0);
  });

  test("name a refused connection, and that nothing was sent", async () => {
    const target = provider({ baseUrl: "http://127.0.0.1:1/v1" });
    pools.update([target], new Map());
    expect(await call(target)).toMatchObject({
      kind: "failure",
      failure: { code: "ECONNREFUSED", requestSent: false },
    });
  });

  test("use a changed key from the next call on", async () => {
    const target = provider();
    pools.update([target], new Map([["p", "first"]]));
    await call(target);
    pools.update([target], new Map([["p", "second"]]));
    await call(target);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer first", "Bearer second"]);
  });
});
