import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { NodeExchange } from "@/lib/gateway/node-exchange";
import { bootRuntime } from "@/lib/server/boot-runtime";
import { readServerConfig } from "@/lib/server/config";
import { trustPeerHeader } from "@/lib/server/peer";
import { RequestContexts } from "@/lib/server/request-contexts";
import type { Runtime } from "@/lib/server/runtime";
import { expectShortLives } from "@/lib/server/short-lives";
import { shutDownOn } from "@/lib/server/shutdown";
import { exitWith, StartupError } from "@/lib/server/startup-error";

/**
 * The one listener of a Switchyard instance. `/v1` goes straight to the gateway, everything else to Next. The gateway
 * serves as soon as the store is open; the console follows when Next is ready.
 */
async function start(): Promise<void> {
  expectShortLives();
  const contexts = new RequestContexts();
  contexts.follow();
  const environment = readServerConfig();
  const runtime = await bootRuntime(environment);
  const console = next({ dev: process.argv.includes("--dev"), hostname: environment.host, port: environment.port });
  const prepared = console.prepare().then(() => console.getRequestHandler());
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 2_000,
  });
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/v1/")) void runtime.gateway.handle(new NodeExchange(request, response));
    else {
      contexts.answering(response);
      void serveConsole(prepared, request, response, runtime);
    }
  });
  // Nothing here speaks WebSocket; Next must not see an upgrade at all.
  server.on("upgrade", (_request, socket) => socket.destroy());
  trustPeerHeader();
  await listen(server, environment.host, environment.port);
  shutDownOn(["SIGTERM", "SIGINT"], server, runtime);
  runtime.log.info({ url: `http://${environment.host}:${environment.port}` }, "Switchyard is serving");
  await prepared;
}

const CLAIMED_HEADERS = [
  "x-switchyard-peer",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "forwarded",
  "x-middleware-subrequest",
];

type ConsoleHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function serveConsole(
  prepared: Promise<ConsoleHandler>,
  request: IncomingMessage,
  response: ServerResponse,
  runtime: Runtime,
): Promise<void> {
  // Only this listener knows the peer; whatever a caller claims about itself is dropped.
  const peer = request.socket.remoteAddress ?? "unknown";
  const isProxied = request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
  for (const name of CLAIMED_HEADERS) delete request.headers[name];
  request.headers["x-switchyard-peer"] = isProxied ? `proxy ${peer}` : peer;
  try {
    const handle = await prepared;
    await handle(request, response);
  } catch (error) {
    runtime.log.error({ err: error }, "the console failed to answer");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") reject(error);
      else
        reject(
          new StartupError(
            `PORT ${port} on ${host} is in use. Stop what listens there, or set PORT to another number.`,
          ),
        );
    });
    server.listen(port, host, resolve);
  });
}

start().catch(exitWith);
