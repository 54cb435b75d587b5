import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One call a script answers. */
export interface ScriptedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The JSON that was sent; the script is called once it is complete. */
  body: unknown;
  readonly response: ServerResponse;
  /** When the connection was closed under the answer; null while it stands or when the answer ended in order. */
  cutAtMs: number | null;
  /** Sends the head of an event stream, then the parts, each in a packet of its own. */
  stream(parts: readonly (string | Buffer)[]): Promise<void>;
}

export interface ScriptedUpstream {
  /** The base URL to configure, with `/v1`. */
  readonly url: string;
  readonly calls: readonly ScriptedCall[];
  connectionCount(): number;
  close(): Promise<void>;
}

/** A provider that answers byte for byte what a test writes, for streams no simulation would send. */
export async function startScriptedUpstream(
  script: (call: ScriptedCall) => void | Promise<void>,
): Promise<ScriptedUpstream> {
  const calls: ScriptedCall[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const call: ScriptedCall = {
      path: request.url ?? "/",
      headers: request.headers,
      body: null,
      response,
      cutAtMs: null,
      stream: (parts) => writeParts(response, parts),
    };
    calls.push(call);
    response.once("close", () => {
      if (!response.writableFinished) call.cutAtMs = performance.now();
    });
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      call.body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      void script(call);
    });
  });
  server.on("connection", (socket) => {
    connections++;
    socket.setNoDelay(true);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    connectionCount: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function writeParts(response: ServerResponse, parts: readonly (string | Buffer)[]): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  for (const part of parts) {
    if (response.destroyed) return;
    await new Promise<void>((resolve) => response.write(part, () => setImmediate(resolve)));
  }
}
