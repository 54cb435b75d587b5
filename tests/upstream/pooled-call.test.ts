import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Provider } from "@/lib/core/routing-snapshot";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import type { TransportFailure, UpstreamCall } from "@/lib/upstream/upstream";

let server: Server;
const pools = new ProviderPools();

afterEach(async () => {
  await pools.close();
  await new Promise((resolve) => server.close(resolve));
});

/** A provider that writes these bytes as its whole answer and closes the connection. */
async function providerSaying(write: (socket: Socket) => void): Promise<Provider> {
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => write(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: Provider = {
    id: "p",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    auth: { header: "authorization", scheme: "Bearer" },
    paths: { chat: "/chat/completions", responses: "/responses", models: "/models" },
    allowPrivateNetwork: true,
    takesTraceContext: false,
  };
  pools.update([provider], new Map());
  return provider;
}

interface Ended {
  readonly bytes: number;
  readonly failure: TransportFailure | null;
}

/** Pauses at the first byte and reads on after a while, as a slow caller makes the gateway do. */
function readSlowly(provider: Provider, pauseMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    let bytes = 0;
    const call: UpstreamCall = pools.call(
      { provider, endpoint: "chat", body: "{}", stream: true },
      {
        onSent: () => {},
        onHead: () => {},
        onData: (chunk) => {
          if (bytes === 0) {
            call.pause();
            setTimeout(() => call.resume(), pauseMs);
          }
          bytes += chunk.length;
        },
        onEnd: () => resolve({ bytes, failure: null }),
        onFailure: (failure) => resolve({ bytes, failure }),
      },
    );
  });
}

test.each([
  ["closes with its answer", "content-length: 3000\r\nconnection: close\r\n"],
  ["does not say how long its answer is", ""],
  ["announces the length and stays open", "content-length: 3000\r\n"],
])("a slow caller gets all of an answer whose provider %s", async (_name, headers) => {
  const provider = await providerSaying((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${headers}\r\n`);
    socket.end(Buffer.alloc(3000, "x"));
  });
  expect(await readSlowly(provider, 150)).toEqual({ bytes: 3000, failure: null });
});

test("a caller that does not read costs a bounded amount of memory even where the provider cannot be paused", async () => {
  const provider = await providerSaying((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
    const chunk = Buffer.alloc(1024 * 1024, "x");
    for (let sent = 0; sent < 40; sent++) socket.write(chunk);
  });
  const { bytes, failure } = await readSlowly(provider, 10_000);
  expect(failure?.code).toBe("SWITCHYARD_UNREAD");
  expect(bytes).toBeLessThanOrEqual(17 * 1024 * 1024);
});
