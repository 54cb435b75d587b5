import type { Logger } from "pino";
import type { SqliteStore } from "@/db/sqlite/open-store";
import type { TrafficPulse } from "@/lib/control/traffic-pulse";
import type { Redactor } from "@/lib/core/redact";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { Gateway } from "@/lib/gateway/gateway";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import { ClientBook } from "./client-book";
import type { StartedFrom } from "./first-start";
import type { Metrics } from "./metrics";
import { ProviderDesk } from "./provider-desk";
import { RoutingHost } from "./routing-host";
import { after } from "./timers";

/** What serves `/v1`: the gateway with its routing, breakers and provider connections. */
export interface DataPlane {
  readonly gateway: Gateway;
  readonly routing: RoutingHost;
  readonly clients: ClientBook;
  readonly breakers: BreakerRegistry;
  readonly pools: ProviderPools;
  /** Probes and lists of models, over the same connections. */
  readonly desk: ProviderDesk;
}

interface DataPlaneTools {
  readonly log: Logger;
  readonly redact: Redactor;
  readonly metrics: Metrics;
  readonly pulse: TrafficPulse;
}

/** Builds the gateway on `store` with the map, clients and provider keys the instance started from. */
export async function openDataPlane(
  store: SqliteStore,
  started: StartedFrom,
  tools: DataPlaneTools,
): Promise<DataPlane> {
  const { log, redact, metrics, pulse } = tools;
  const pools = new ProviderPools();
  const routing = new RoutingHost(started.active, pools, started.providerKeys);
  const clients = new ClientBook(after, Date.now);
  clients.admit(await store.directory.clients());
  const breakers = new BreakerRegistry(Date.now, Math.random, (event) => {
    log.info(event, "a breaker moved");
    store
      .recordBreaker(event)
      .catch((error: unknown) => log.error({ err: error }, "a breaker transition was not recorded"));
  });
  const common = {
    ledger: store.ledger,
    redact,
    nowMs: Date.now,
    random: Math.random,
    routing: () => routing.snapshot,
  };
  const desk = new ProviderDesk({
    ...common,
    pools,
    report: (error) => log.error({ err: error }, "a job at a provider failed by a defect"),
  });
  const gateway = new Gateway({
    ...common,
    upstream: pools,
    breakers,
    clients: () => clients.directory,
    onOutcome: (alias, outcome) => {
      metrics.count(alias, outcome);
      pulse.count(outcome);
    },
    onDefect: (error) => log.error({ err: error }, "a request failed by a defect of the gateway"),
  });
  return { gateway, routing, clients, breakers, pools, desk };
}
