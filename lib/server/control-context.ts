import type { SqliteStore } from "@/db/sqlite/open-store";
import type { RouteMapContent } from "@/lib/contract/route-map";
import type { BreakerView, ControlContext } from "@/lib/control/context";
import { LIVE_HUB_DEFAULTS, LiveHub } from "@/lib/control/live-hub";
import { readGateReport } from "@/lib/control/read-gate-report";
import type { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import type { DataPlane } from "./data-plane";
import type { RoutingHost } from "./routing-host";

/** What the verbs of people and of the tick work on: this instance's store and its data plane. */
export function controlContext(
  store: SqliteStore,
  { gateway, routing, clients, breakers, pools, desk }: DataPlane,
  shedding: () => string | null,
  fileContent: RouteMapContent,
): ControlContext {
  const control: ControlContext = {
    store,
    nowMs: Date.now,
    active: () => routing.version,
    publish: (version) => routing.publish(version),
    admitClients: async () => clients.admit(await store.directory.clients()),
    breakers: () => breakerViews(routing, breakers),
    versionLoads: () => gateway.versionLoads(),
    closingProviders: () => pools.closing().map(({ provider }) => provider),
    overrideBreaker: (route, order, detail) => breakers.override(route, order, detail),
    ledger: () => store.ledgerFigures(),
    shedding,
    stageEvidence: (alias) => readGateReport(control, alias),
    contracts: { book: () => routing.contracts, publish: (book) => routing.publishContracts(book) },
    providers: desk,
    live: new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: Date.now() }),
    fileContent: () => fileContent,
    environment: routing.version.content.environment,
  };
  return control;
}

function breakerViews(routing: RoutingHost, breakers: BreakerRegistry): ReadonlyMap<string, BreakerView> {
  const aliases = Object.values(routing.version.content.aliases);
  const routes = new Set(aliases.flatMap((section) => Object.keys(section.routes)));
  return new Map([...routes].map((route) => [route, breakers.view(route)]));
}
