import { hash, randomBytes } from "node:crypto";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { DrillLane, LaneOrder, LaneReply } from "@/lib/control/drill-lane";
import { DRILL_CLIENT } from "@/lib/core/drill";
import { drillRouting } from "@/lib/core/drill-routing";
import type { Ledger } from "@/lib/core/ledger-record";
import type { Redactor } from "@/lib/core/redact";
import type { Route, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { Gateway } from "@/lib/gateway/gateway";
import { WebExchange } from "@/lib/gateway/web-exchange";
import { FaultInjector } from "@/lib/upstream/fault-injector";
import type { Upstream } from "@/lib/upstream/upstream";

export interface LaneTools {
  readonly upstream: Upstream;
  readonly ledger: Ledger;
  readonly redact: Redactor;
  readonly nowMs: () => number;
  readonly random: () => number;
  compile(version: RouteMapVersion): RoutingSnapshot;
  onDefect(error: unknown): void;
}

const LANE_CLIENT = { id: DRILL_CLIENT, tenant: null, requestsPerMinute: null, concurrent: null, isRevoked: false };
/** Never leaves the process: a lane's gateway is mounted nowhere. */
const URL_OF_LANE = "http://drill.internal/v1/chat/completions";

/**
 * Opens a lane: a gateway of its own over the real ledger and the real provider connections, let in by a key that only
 * this lane knows. Its breakers, limits and conversations end with it, and nothing it learns reaches real traffic.
 */
export function openDrillLane(tools: LaneTools, order: LaneOrder): DrillLane {
  const key = randomBytes(32).toString("base64url");
  const edge = new FaultInjector(tools.upstream, tools.nowMs);
  const breakers = new BreakerRegistry(tools.nowMs, tools.random, () => {});
  const routes = new Map<string, Route>();
  let snapshot: RoutingSnapshot | null = null;
  const clients = new Map([[hash("sha256", key), LANE_CLIENT]]);
  const gateway = new Gateway({
    ...tools,
    kind: "drill",
    upstream: edge,
    breakers,
    routing: () => {
      if (snapshot === null) throw new Error("the lane was not told which version to route by");
      return snapshot;
    },
    clients: () => clients,
    onOutcome: () => {},
  });
  const routeOf = (id: string): Route => {
    const route = routes.get(id);
    if (route === undefined) throw new Error(`the lane knows no route ${id}`);
    return route;
  };
  return {
    route: (version, view) => {
      snapshot = drillRouting(tools.compile(version), order.alias, view);
      for (const alias of snapshot.aliases.values()) {
        for (const route of alias.stable) routes.set(route.id, route);
        if (alias.canary !== null) routes.set(alias.canary.route.id, alias.canary.route);
      }
    },
    inject: (fault, id) => {
      const { provider, model } = routeOf(id);
      const patienceMs = snapshot?.aliases.get(order.alias)?.budget.maxRetryAfterMs ?? 0;
      const retryAfterSeconds = Math.floor(patienceMs / 1000) + 1;
      edge.inject({ fault, provider, model, retryAfterSeconds, endsAtMs: order.endsAtMs });
    },
    clear: () => edge.clear(),
    firstHitAtMs: () => edge.firstHitAtMs,
    send: (body, signal) => sendThrough(gateway, key, body, signal),
    health: (id) => {
      const { state, retryAtMs, cooledUntilMs } = breakers.view(id);
      return { breaker: state, blockedUntilMs: retryAtMs ?? cooledUntilMs };
    },
    edgeCalls: () =>
      Object.fromEntries(
        [...routes.values()].flatMap(({ id, provider, model }) => {
          const calls = edge.callsOf(provider, model);
          return calls === 0 ? [] : [[id, calls]];
        }),
      ),
    close: () => {
      edge.clear();
      gateway.drain();
      clients.clear();
    },
  };
}

async function sendThrough(gateway: Gateway, key: string, body: unknown, signal: AbortSignal): Promise<LaneReply> {
  const startedMs = performance.now();
  const request = new Request(URL_OF_LANE, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const exchange = new WebExchange(request);
  void gateway.handle(exchange);
  const response = await exchange.response;
  const read = await readAll(response);
  return {
    status: response.status,
    ...read,
    latencyMs: performance.now() - startedMs,
    traceId: response.headers.get("x-switchyard-trace-id"),
  };
}

async function readAll(response: Response): Promise<{ readonly text: string; readonly isBroken: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      text += decoder.decode(read.value, { stream: true });
    }
    return { text, isBroken: false };
  } catch {
    return { text, isBroken: true };
  }
}
