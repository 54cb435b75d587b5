import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { BodyRead } from "@/lib/gateway/exchange";
import { NodeExchange } from "@/lib/gateway/node-exchange";

const BODY = Buffer.alloc(16 * 1024 * 1024, "x");

describe("the last bytes of an answer", () => {
  let server: Server | null = null;
  let closed = 0;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
  });

  async function start(): Promise<number> {
    closed = 0;
    server = createServer((request, response) => {
      response.once("close", () => closed++);
      const exchange = new NodeExchange(request, response, 200);
      exchange.head(200, { "content-length": String(BODY.length) });
      exchange.end(BODY);
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  test("are given up when the caller takes none of them", async () => {
    const socket = connect(await start(), "127.0.0.1").pause();
    socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    await expect.poll(() => closed, { timeout: 5_000 }).toBe(1);
    socket.destroy();
  });

  test("reach a caller that is slow but reads, for longer than it may stand still", async () => {
    const port = await start();
    const response = await new Promise<IncomingMessage>((resolve) => get({ port, host: "127.0.0.1" }, resolve));
    let length = 0;
    for await (const chunk of response) {
      length += Buffer.byteLength(chunk);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(length).toBe(BODY.length);
    expect(response.headers.connection).toBe("keep-alive");
  });
});

describe("the body of a request", () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
  });

  /** What `readBody` says of a request whose caller writes `sent` after the head and leaves at once. */
  async function readAfter(sent: string, maxBytes = 1024): Promise<{ read: BodyRead; isClosed: boolean }> {
    let found: (value: { read: BodyRead; isClosed: boolean }) => void = () => {};
    const listening = createServer(async (request, response) => {
      const exchange = new NodeExchange(request, response);
      const read = await exchange.readBody(maxBytes);
      await new Promise<void>((left) => exchange.onClose(left));
      found({ read, isClosed: exchange.isClosed });
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const { port } = listening.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.end(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n${sent}`, () => socket.destroy());
    return new Promise((resolve) => {
      found = resolve;
    });
  }

  test("is whole when the caller leaves right after its last byte", async () => {
    const { read, isClosed } = await readAfter("body");
    expect(read.kind === "body" && read.bytes.toString()).toBe("body");
    expect(isClosed).toBe(true);
  });

  test("is none when the caller leaves in the middle of it", async () => {
    const { read, isClosed } = await readAfter("bo");
    expect(read).toEqual({ kind: "closed" });
    expect(isClosed).toBe(true);
  });

  test("is none when it is larger than is taken", async () => {
    const { read } = await readAfter("body", 3);
    expect(read).toEqual({ kind: "too_large" });
  });
});
