import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { ApiError, apiChange, apiGet } from "@/lib/client/api";
import { ShiftResult } from "@/lib/contract/canary";

const stops: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllGlobals();
  for (const stop of stops.splice(0)) stop();
});

/** A browser resolves a path against its page; here the page is this server. */
async function serve(listener: RequestListener): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init));
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test("a refusal arrives with the server's code, sentence, details and wait", async () => {
  const body = { error: { code: "rate_limited", message: "Too many tries.", details: { tries: 5 } } };
  await serve(answer(429, JSON.stringify(body), { "retry-after": "42" }));
  const error = await failure(apiGet("/api/session", ShiftResult));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    code: "rate_limited",
    message: "Too many tries.",
    status: 429,
    details: { tries: 5 },
    retryAfterSeconds: 42,
  });
});

test("an answer that breaks its contract is an error, never half a screen", async () => {
  await serve(answer(200, JSON.stringify({ route_version: "43" })));
  expect(await failure(apiGet("/api/x", ShiftResult))).toMatchObject({ code: "unreadable", status: 200 });
});

test("a proxy's error page is reported with its status", async () => {
  await serve(answer(502, "<html>bad gateway</html>", { "content-type": "text/html" }));
  expect(await failure(apiGet("/api/x", ShiftResult))).toMatchObject({ code: "unreadable", status: 502 });
});

test("no answer at all is unreachable: whether the change was made is not known", async () => {
  await serve((request) => request.socket.destroy());
  expect(await failure(apiChange("/api/x", ShiftResult, {}))).toMatchObject({ code: "unreachable", status: 0 });
});

test("a change says which version the person saw and carries its one key", async () => {
  let seen: Record<string, unknown> = {};
  await serve((request, response) => {
    seen = { ...request.headers };
    answer(200, JSON.stringify({ route_version: 43, took_ms: 12 }))(request, response);
  });
  const result = await apiChange("/api/x", ShiftResult, { body: {}, baseVersion: 42, idempotencyKey: "k1" });
  expect(result).toEqual({ route_version: 43, took_ms: 12 });
  expect(seen).toMatchObject({ "if-match": '"42"', "idempotency-key": "k1", "content-type": "application/json" });
});
