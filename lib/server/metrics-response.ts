import type { RouteContext, RouteHandler } from "@/lib/http/adapt";
import { adaptRaw } from "./api";
import { peerOf } from "./peer";
import { runtime } from "./runtime";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

async function scrape(): Promise<Response> {
  const { contentType, text } = await runtime().metrics.scrape();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}

const scrapeForPrincipal = adaptRaw({ action: "metrics.read", run: scrape });

/**
 * `GET /metrics`: for a scraper on this machine without credentials, for anyone else with an access token. Only the
 * listener of `server.ts` can tell the peer; a request that came through a proxy is nobody's neighbour.
 */
export const metricsResponse: RouteHandler = Object.assign(
  (request: Request, context: RouteContext) =>
    LOOPBACK.has(peerOf(request.headers)) ? scrape() : scrapeForPrincipal(request, context),
  { action: scrapeForPrincipal.action },
);
