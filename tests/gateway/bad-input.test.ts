import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CLIENT_KEY, type GatewayRig, MOUNTS, startGatewayRig } from "../support/gateway-rig";

const valid = { model: "support", messages: [{ role: "user", content: "hello" }] };

async function errorOf(
  response: Response,
): Promise<{ message: string; type: string; code: string; param: string | null }> {
  const body: unknown = await response.json();
  return (body as { error: { message: string; type: string; code: string; param: string | null } }).error;
}

describe.each(MOUNTS)("what bad input gets at the %s mount", (mount) => {
  let rig: GatewayRig;

  beforeEach(async () => {
    rig = await startGatewayRig(mount);
  });
  afterEach(async () => {
    // Nothing that is refused at the door may reach a provider or the ledger.
    expect(rig.primary.callCount() + rig.fallback.callCount()).toBe(0);
    expect(rig.ledger.requests.size).toBe(0);
    await rig.close();
  });

  test("an unknown alias: 404 that names the known ones", async () => {
    const response = await rig.post("/chat/completions", { ...valid, model: "gpt-5" });
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({
      code: "model_not_found",
      param: "model",
      message: expect.stringContaining("support"),
    });
  });

  test("an unknown and a revoked key: the same 401", async () => {
    const unknown = await rig.post("/chat/completions", valid, { authorization: "Bearer sk-nobody" });
    const revoked = await rig.post("/chat/completions", valid, { authorization: "Bearer sk-revoked" });
    const missing = await rig.post("/chat/completions", valid, { authorization: "" });
    expect([unknown.status, revoked.status, missing.status]).toEqual([401, 401, 401]);
    const [first, second, third] = await Promise.all([unknown.text(), revoked.text(), missing.text()]);
    expect(new Set([first, second, third]).size).toBe(1);
  });

  test.each([
    ["text/plain"],
    ["multipart/form-data; boundary=x"],
    ["application/json; charset=utf-16"],
    ["application/jsonp"],
  ])("the content type %s: 415", async (type) => {
    const response = await rig.post("/chat/completions", JSON.stringify(valid), { "content-type": type });
    expect(response.status).toBe(415);
    expect((await errorOf(response)).message).toContain("application/json");
  });

  test("a compressed body: 415, not inflated", async () => {
    const response = await rig.post("/chat/completions", JSON.stringify(valid), { "content-encoding": "gzip" });
    expect(response.status).toBe(415);
  });

  test.each([
    ["no JSON", "{"],
    ["an array", "[]"],
    ["nothing", ""],
    ["nesting of 100,000 levels", `{"model":"support","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a model given twice", '{"model":"support","model":"other"}'],
    ["no model", '{"messages":[]}'],
    ["a model that is no text", '{"model":7}'],
  ])("%s: 400 in the OpenAI error shape", async (_name, body) => {
    const response = await rig.post("/chat/completions", body);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({
      type: "invalid_request_error",
      message: expect.stringMatching(/\.$/),
    });
  });

  test("an unknown path: 404 that names the known ones; a wrong method: 405", async () => {
    const path = await rig.post("/completions", valid);
    expect(path.status).toBe(404);
    expect((await errorOf(path)).message).toContain("/v1/chat/completions");
    const method = await rig.fetch(`${rig.baseUrl}/chat/completions`, {
      headers: { authorization: `Bearer ${CLIENT_KEY}` },
    });
    expect(method.status).toBe(405);
    await method.text();
  });
});

describe("what only the listener sees", () => {
  let rig: GatewayRig;

  beforeEach(async () => {
    rig = await startGatewayRig("listener");
  });
  afterEach(() => rig.close());

  test("a body over 10 MiB is refused with 413, announced or not", async () => {
    const announced = await send(rig, { "content-length": String(11 * 1024 * 1024) }, ["{}"]);
    expect(announced).toBe(413);
    const chunked = await send(
      rig,
      { "transfer-encoding": "chunked" },
      Array.from({ length: 11 }, () => " ".repeat(1024 * 1024)),
    );
    expect(chunked).toBe(413);
    expect(rig.primary.callCount()).toBe(0);
  });

  test("a repeated Host or an absolute target is refused with 400 and the connection is closed", async () => {
    const body = JSON.stringify(valid);
    const head = `content-type: application/json\r\nauthorization: Bearer ${CLIENT_KEY}\r\ncontent-length: ${body.length}\r\n`;
    const twice = await raw(rig, `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nhost: b\r\n${head}\r\n${body}`);
    expect(twice).toMatch(/^HTTP\/1\.1 400 /);
    expect(twice).toMatch(/connection: close/i);
  });

  test("a caller over its concurrency gets 429 with retry-after, and its place back afterwards", async () => {
    const limited = await startGatewayRig("listener", { clientLimits: { concurrent: 1 } });
    limited.primary.setFault("slow_first_token", { delayMs: 300 });
    const first = limited.post("/chat/completions", valid);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const second = await limited.post("/chat/completions", valid);
    expect(second.status).toBe(429);
    expect(second.headers.get("retry-after")).toBe("1");
    await second.text();
    await (await first).text();
    limited.primary.setFault("healthy");
    expect((await limited.post("/chat/completions", valid)).status).toBe(200);
    await limited.close();
  });
});

function send(
  rig: GatewayRig,
  headers: Record<string, string>,
  chunks: readonly string[],
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      `${rig.baseUrl}/chat/completions`,
      {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${CLIENT_KEY}`, ...headers },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
        call.destroy();
      },
    );
    call.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? undefined : reject(error),
    );
    for (const chunk of chunks) call.write(chunk);
  });
}

function raw(rig: GatewayRig, text: string): Promise<string> {
  const { port } = new URL(rig.baseUrl);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
