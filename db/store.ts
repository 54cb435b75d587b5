import type { AuditAction, AuditList, AuditQuery } from "@/lib/contract/audit";
import type { CohortShare } from "@/lib/contract/canary";
import type { Role, Window } from "@/lib/contract/common";
import type { RecentChange } from "@/lib/contract/overview";
import type { RequestDetail, RequestList, RequestListQuery } from "@/lib/contract/requests";
import type { RouteMapContent, RouteMapVersion, RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { AliasTraffic, TrafficGroupBy } from "@/lib/contract/traffic";
import type { Ledger } from "@/lib/core/ledger-record";
import { sameName } from "@/lib/core/same-name";
import type { AliasActivity } from "./alias-activity";
import type { ControlStore } from "./control-store";
import type { DirectoryChange, DirectoryOutcome } from "./directory-changes";
import type { PeopleStore } from "./people-store";
import type { RollbackTraffic, RollbackTrafficQuery } from "./rollback-traffic";
import type { RouteServing } from "./route-serving";
import type { StageEvidence, StageKnown, StageQuery, StageVerdicts } from "./stage-evidence";

/**
 * Everything Switchyard keeps, behind one asynchronous interface: SQLite implements it for one instance, PostgreSQL
 * can for many. All writes go through one writer in order; reads that scan run apart and never hold the event loop.
 * Methods reject with `StoreError`; a refused compare-and-swap is a value, not an error.
 */
export interface Store {
  readonly ledger: Ledger;
  readonly routeMap: RouteMapStore;
  readonly control: ControlStore;
  readonly directory: DirectoryStore;
  readonly people: PeopleStore;
  readonly audit: AuditStore;
  readonly reports: ReportStore;
  /** Keeps a transition of a route's breaker for the charts. */
  recordBreaker(event: BreakerEvent): Promise<void>;
  ledgerFigures(): LedgerFigures;
  /** Stops taking entries, writes what is queued, checkpoints and closes. */
  close(): Promise<void>;
}

/** `accepted = recorded + refused + queued` at all times. Counts since the process started. */
export interface LedgerFigures {
  readonly accepted: number;
  readonly recorded: number;
  readonly refused: number;
  readonly queued: number;
  /** Epoch milliseconds of the newest committed batch; null before the first. */
  readonly committedAtMs: number | null;
  readonly state: "recording" | "degraded";
}

/** One transition of a route's circuit breaker. */
export interface BreakerEvent {
  readonly atMs: number;
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly cause: string;
  /** The figures behind the cause, as an operator reads them; empty when there are none. */
  readonly detail: string;
}

export interface AuditEntry {
  readonly atMs: number;
  readonly actor: string;
  readonly actorKind: "person" | "token" | "system" | "anonymous";
  readonly action: AuditAction;
  /** What was acted on, for instance `alias:support-summary-v3`. */
  readonly object: string;
  readonly outcome: "done" | "refused";
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly traceId: string | null;
  readonly routeVersion: number | null;
}

/** A new version ready to publish. The number is given by the store: one more than the newest. */
export interface VersionDraft {
  readonly baseVersion: number | null;
  readonly content: RouteMapContent;
  readonly contentHash: string;
  readonly author: string;
  readonly reason: string | null;
  readonly action: RouteMapVersionSummary["action"];
  readonly alias: string | null;
  readonly restores: number | null;
  readonly summary: string;
  readonly createdAtMs: number;
}

/** Reads of the route map; it is changed through `ControlStore.commit`. */
export interface RouteMapStore {
  /** The number of the active version; null before the first. */
  activeNumber(): Promise<number | null>;
  active(): Promise<RouteMapVersion | null>;
  version(version: number): Promise<RouteMapVersion | null>;
  /** Newest first. `before` is exclusive. */
  versions(before: number | null, limit: number): Promise<RouteMapVersionSummary[]>;
}

export interface ClientRecord {
  readonly id: string;
  /** Hex SHA-256 of the key; the key itself is never kept. */
  readonly keyHash: string;
  readonly tenant: string | null;
  readonly requestsPerMinute: number | null;
  readonly concurrent: number | null;
  readonly revokedAtMs: number | null;
  /** Null for a key made before this was kept. */
  readonly keyMadeAtMs: number | null;
  /** The key before, as long as it is to work beside the present one. */
  readonly previousKey: { readonly hash: string; readonly untilMs: number } | null;
}

export interface TokenRecord {
  readonly id: string;
  readonly tokenHash: string;
  readonly roles: readonly Role[];
  readonly revokedAtMs: number | null;
  /** Null for a token made before this was kept. */
  readonly madeAtMs: number | null;
  /** E-mail address of the person who was handed it; null when the configuration file brought it. */
  readonly madeBy: string | null;
}

/** A provider key as kept: AES-256-GCM ciphertext, opened only by `lib/server`. */
export interface ProviderKeyRecord {
  readonly provider: string;
  /** Host the key was entered for; a key is never used for another host. */
  readonly host: string;
  readonly sealed: string;
  readonly lastFour: string;
  readonly replacedAtMs: number;
  /** A key entered in the console is not replaced by the one in the file. */
  readonly enteredIn: "file" | "console";
}

export interface DirectoryStore {
  clients(): Promise<ClientRecord[]>;
  tokens(): Promise<TokenRecord[]>;
  providerKeys(): Promise<ProviderKeyRecord[]>;
  /** Makes the change and its audit row in one transaction, or nothing. */
  change(change: DirectoryChange, audit: AuditEntry): Promise<DirectoryOutcome>;
  /** Each writes the record, over what is there, and its audit row in one transaction. */
  putClient(record: ClientRecord, audit: AuditEntry): Promise<void>;
  putToken(record: TokenRecord, audit: AuditEntry): Promise<void>;
  putProviderKey(record: ProviderKeyRecord, audit: AuditEntry): Promise<void>;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  list(query: AuditQuery): Promise<AuditList>;
  /** Recomputes the hash chain from the first row; `brokenAt` is the first row that does not fit. */
  verify(): Promise<{ readonly rows: number; readonly brokenAt: number | null }>;
}

/** Reads that aggregate. All run in the report worker with a 3 s bound and answer from rollups, except lists of requests. */
export interface ReportStore {
  aliasTraffic(alias: string, window: Window, by: readonly TrafficGroupBy[], nowMs: number): Promise<AliasTraffic>;
  /** What Overview needs of every alias that had traffic in the window or the one before. */
  aliasActivity(window: Window, nowMs: number): Promise<AliasActivity[]>;
  /** Counts requests stamped with `fromVersion` or newer only: older ones took another percentage. */
  cohortShares(
    alias: string,
    fromVersion: number,
    sinceMs: number,
    nowMs: number,
  ): Promise<Omit<CohortShare, "set_percent">[]>;
  requests(query: RequestListQuery, nowMs: number): Promise<RequestList>;
  request(traceId: string): Promise<RequestDetail | null>;
  recentChanges(limit: number): Promise<RecentChange[]>;
  /** What one route did lately for all aliases, and when it served last. */
  routeServing(route: string, span: { readonly sinceMs: number; readonly recentMs: number }): Promise<RouteServing>;
  /** What the ledger says since a rollback was in force. */
  rollbackTraffic(query: RollbackTrafficQuery): Promise<RollbackTraffic>;
  /** What the gates of a canary look at. */
  stageEvidence(query: StageQuery): Promise<StageEvidence>;
  /** What they answer, worked out next to the evidence. */
  stageVerdicts(query: StageQuery, known: StageKnown): Promise<StageVerdicts>;
  /** Epoch milliseconds up to which rollups are complete. */
  dataUntil(): Promise<number>;
}

/** A store that cannot do what was asked; `message` is one sentence for an operator. */
export class StoreError extends Error {
  static override readonly [Symbol.hasInstance] = sameName("StoreError");

  constructor(
    readonly kind: "closed" | "too_new" | "corrupt" | "unreadable" | "in_use" | "timeout" | "full" | "unwritable",
    message: string,
  ) {
    super(message);
    this.name = "StoreError";
  }
}
