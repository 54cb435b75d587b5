import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { FAULT_KINDS, type FaultScope } from "./fault";
import type { SimulatedProvider } from "./start-simulated-provider";

const FaultOrder = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  share: z.number().min(0).max(1).optional(),
  calls: z.number().int().positive().optional(),
  model: z.string().optional(),
  delay_ms: z.number().int().nonnegative().optional(),
  retry_after_seconds: z.number().int().nonnegative().nullable().optional(),
});

export interface FaultControl {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A port of its own through which a person or a drill breaks simulated providers that run in another process:
 * `PUT /{provider}/fault` with `{"kind":"error_503"}`, `GET /{provider}/calls`. Loopback only, and JSON only, so that
 * no web page can reach it.
 */
export async function startFaultControl(
  providers: ReadonlyMap<string, SimulatedProvider>,
  port = 0,
): Promise<FaultControl> {
  const server = createServer((request, response) => {
    control(providers, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function control(
  providers: ReadonlyMap<string, SimulatedProvider>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id = "", what] = (request.url ?? "").split("/");
  const provider = providers.get(id);
  if (provider === undefined)
    return reply(response, 404, { error: `Known providers: ${[...providers.keys()].join(", ")}.` });
  if (request.method === "GET" && what === "calls") return reply(response, 200, { calls: provider.calls() });
  if (request.method !== "PUT" || what !== "fault")
    return reply(response, 405, { error: "PUT …/fault or GET …/calls." });
  if (request.headers["content-type"] !== "application/json") return reply(response, 415, { error: "Send JSON." });
  const order = FaultOrder.safeParse(await readJson(request));
  if (!order.success) return reply(response, 400, { error: z.prettifyError(order.error) });
  provider.setFault(order.data.kind, scopeOf(order.data));
  return reply(response, 200, { fault: order.data.kind });
}

function scopeOf(order: z.infer<typeof FaultOrder>): FaultScope {
  return {
    ...(order.share === undefined ? {} : { share: order.share }),
    ...(order.calls === undefined ? {} : { calls: order.calls }),
    ...(order.model === undefined ? {} : { model: order.model }),
    ...(order.delay_ms === undefined ? {} : { delayMs: order.delay_ms }),
    ...(order.retry_after_seconds === undefined ? {} : { retryAfterSeconds: order.retry_after_seconds }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 10_000) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
