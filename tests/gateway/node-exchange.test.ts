import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { NodeExchange } from "@/lib/gateway/node-exchange";

const BODY = Buffer.alloc(16 * 1024 * 1024, "x");

describe("the last bytes of an answer", () => {
  let server: Server | null = null;
  let closed = 0;
  afterEach(() => server?.closeAllConnections());

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
