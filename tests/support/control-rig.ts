import type { Store } from "@/db/store";
import type { GateReport } from "@/lib/contract/gates";
import type { LiveEvent } from "@/lib/contract/live";
import type { RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { contentHash } from "@/lib/control/content-hash";
import type { BreakerView, ControlContext, VersionLoadView } from "@/lib/control/context";
import { LIVE_HUB_DEFAULTS, LiveHub } from "@/lib/control/live-hub";
import { type ContractBook, NO_CONTRACTS } from "@/lib/core/contract-terms";
import { publishVersion } from "./store-fixtures";

export const LEE: Principal = { kind: "person", id: "p1", name: "Lee", email: "lee@example.com", roles: ["operator"] };
export const SAM: Principal = { kind: "person", id: "p2", name: "Sam", email: "sam@example.com", roles: ["operator"] };
export const BOT: Principal = { kind: "token", id: "ops-bot", name: "ops-bot", email: null, roles: ["operator"] };

export interface ControlRig {
  readonly context: ControlContext;
  readonly clock: { nowMs: number };
  readonly breakers: Map<string, BreakerView>;
  /** What the gateway would say it has in flight, and which accounts it still closes connections of. */
  readonly gatewayState: { loads: readonly VersionLoadView[]; closing: readonly string[] };
  /** What the gates say, by alias. */
  readonly evidence: Map<string, GateReport>;
  /** Versions handed to the gateway, in order. */
  readonly published: number[];
  /** Live events emitted so far. */
  events(): Promise<LiveEvent[]>;
}

const RESTING_BREAKER: BreakerView = {
  state: "closed",
  sinceMs: null,
  retryAtMs: null,
  cause: null,
  cooledUntilMs: null,
  needsOwner: false,
};

/** A control context over a real store whose first version holds `content`; the gateway is a variable. */
export async function controlRig(store: Store, content: RouteMapContent, startMs: number): Promise<ControlRig> {
  let active = await publishFirst(store, content, startMs);
  const clock = { nowMs: startMs };
  const breakers = new Map<string, BreakerView>();
  const published: number[] = [];
  const evidence = new Map<string, GateReport>();
  const gatewayState: ControlRig["gatewayState"] = { loads: [], closing: [] };
  let contracts: ContractBook = NO_CONTRACTS;
  const live = new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: 1 });
  const context: ControlContext = {
    store,
    nowMs: () => clock.nowMs,
    active: () => active,
    publish: (version) => {
      active = version;
      published.push(version.version);
    },
    admitClients: async () => undefined,
    breakers: () => breakers,
    versionLoads: () => gatewayState.loads,
    closingProviders: () => gatewayState.closing,
    ledger: () => store.ledgerFigures(),
    shedding: () => null,
    stageEvidence: async (alias) => evidence.get(alias) ?? null,
    overrideBreaker: (route, order, cause) => {
      breakers.set(route, { ...RESTING_BREAKER, state: order, sinceMs: clock.nowMs, cause });
    },
    contracts: {
      book: () => contracts,
      publish: (book) => {
        contracts = book;
      },
    },
    providers: UNREACHABLE,
    live,
    fileContent: () => content,
    environment: content.environment,
  };
  return { context, clock, breakers, evidence, published, gatewayState, events: () => replay(live) };
}

/** Nothing is sent anywhere: a test that probes brings providers of its own. */
const UNREACHABLE: ControlContext["providers"] = {
  probe: () => Promise.reject(new Error("no provider is reachable from this rig")),
  read: async () => ({ kind: "failed", why: "no provider is reachable from this rig" }),
  queue: () => {},
};

async function publishFirst(store: Store, content: RouteMapContent, atMs: number): Promise<RouteMapVersion> {
  const head = { author: "system", reason: null, alias: null, restores: null, summary: "first version" } as const;
  await publishVersion(
    store,
    {
      ...head,
      content,
      baseVersion: null,
      contentHash: contentHash(content),
      action: "initialised",
      createdAtMs: atMs,
    },
    {
      atMs,
      actor: "system",
      actorKind: "system",
      action: "route_map.initialised",
      object: "route_map",
      outcome: "done",
      before: null,
      after: null,
      reason: null,
      traceId: null,
      routeVersion: null,
    },
  );
  const active = await store.routeMap.active();
  if (active === null) throw new Error("the first version is active");
  return active;
}

/** A late subscriber gets everything that was kept, which is everything a test emits. */
async function replay(live: LiveHub): Promise<LiveEvent[]> {
  const result = live.subscribe("test", 0);
  if (result.kind === "refused") throw new Error("the hub is full");
  result.subscription.close();
  const events: LiveEvent[] = [];
  for (let next = await result.subscription.next(); next !== null; next = await result.subscription.next()) {
    events.push(next.event);
  }
  return events;
}
