import type { LedgerFigures, Store } from "@/db/store";
import type { GateReport } from "@/lib/contract/gates";
import type { RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { BreakerOverride, BreakerState } from "@/lib/core/breaker";
import type { ContractHost } from "./contract-host";
import type { LiveHub } from "./live-hub";
import type { ProviderReach } from "./provider-reach";

/** A route's breaker as the gateway of this instance sees it now. Times are epoch milliseconds. */
export interface BreakerView {
  readonly state: BreakerState;
  readonly sinceMs: number | null;
  /** When an open breaker lets the next probe through. */
  readonly retryAtMs: number | null;
  readonly cause: string | null;
  /** Set while the provider asked to be left alone. */
  readonly cooledUntilMs: number | null;
  /** An auth or account error was seen: the owner of the route has to act. */
  readonly needsOwner: boolean;
}

/** Requests of one alias under one route map version. `waiting` of them wait before their next call. */
export interface VersionLoadView {
  readonly alias: string;
  readonly version: number;
  readonly inFlight: number;
  readonly waiting: number;
}

/** Everything a verb may use. Built once by the composition root; verbs keep no state of their own. */
export interface ControlContext {
  readonly store: Store;
  /** Wall clock in epoch milliseconds. */
  nowMs(): number;
  /** The version this instance's gateway routes by. */
  active(): RouteMapVersion;
  /** Hands a version to the gateway: it holds for the next request when this returns. */
  publish(version: RouteMapVersion): void;
  /** Hands the kept clients to the gateway: they hold for the next request when this resolves. */
  admitClients(): Promise<void>;
  /** By route id; a route that was never called is missing. */
  breakers(): ReadonlyMap<string, BreakerView>;
  /** Puts a route's breaker into a state: it holds for the next attempt when this returns. */
  overrideBreaker(route: string, order: BreakerOverride, detail: string): void;
  /** What the gateway of this instance has in flight, by alias and route map version. */
  versionLoads(): readonly VersionLoadView[];
  /** Providers with connections of a time when routes used them, or of another address or key, that are not closed yet. */
  closingProviders(): readonly string[];
  ledger(): LedgerFigures;
  /** Why the gateway takes no new requests at the moment; null while it does. */
  shedding(): string | null;
  readonly contracts: ContractHost;
  readonly providers: ProviderReach;
  /** What the gates say about the present stage of an alias; null when there is nothing to judge. */
  stageEvidence(alias: string): Promise<GateReport | null>;
  /** The routing the configuration file describes, as read at the start; what is active may differ. */
  fileContent(): RouteMapContent;
  readonly live: LiveHub;
  readonly environment: string;
}
