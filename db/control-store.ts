import type { Role } from "@/lib/contract/common";
import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { AuditEntry, VersionDraft } from "./store";

/** What a control record is about. Each kind has one zod schema in `lib/contract` that its verb parses the body with. */
export const RECORD_KINDS = [
  "rollout",
  "approval",
  "rollback_verification",
  "breaker_override",
  "gate_settings",
  "idempotent_answer",
  "contract_sheet",
  "model_catalogue",
  "probe_run",
  "probe_schedule",
  "drill_run",
  "drill_fault",
  "evidence_pack",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * One thing the control plane looks after: a rollout, an approval, a drill run. It changes by compare-and-swap on
 * `revision` only, in the same transaction as the routing and the audit row that belong to the change.
 */
export interface ControlRecord {
  readonly kind: RecordKind;
  readonly id: string;
  /** 1 when created, one more with every change. */
  readonly revision: number;
  /** What it belongs to, for lists: an alias, a provider, a route. */
  readonly subject: string | null;
  readonly state: string;
  /** The route map version it is bound to. */
  readonly routeVersion: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** JSON value; parse it with the schema of its kind. */
  readonly body: unknown;
}

export interface RecordWrite {
  readonly kind: RecordKind;
  readonly id: string;
  /** The revision that was read; null creates the record. */
  readonly baseRevision: number | null;
  readonly subject: string | null;
  readonly state: string;
  /** `published` takes the number of the version this change makes or activates. */
  readonly routeVersion: number | null | "published";
  readonly body: unknown;
}

/** One line of a timeline that people and the machine write together. Append only. */
export interface TimelineEntry {
  readonly atMs: number;
  /** The record the line belongs to. */
  readonly kind: RecordKind;
  readonly id: string;
  readonly subject: string | null;
  readonly actor: string;
  readonly actorKind: AuditEntry["actorKind"];
  /** What happened as a code, for instance `stage_entered`. */
  readonly event: string;
  /** What happened as one sentence. */
  readonly text: string;
  readonly detail: unknown;
}

/** What a change does to the route map. */
export type RoutingChange =
  /** Writes the version and moves the pointer from `draft.baseVersion` to it. */
  | { readonly kind: "publish"; readonly draft: VersionDraft }
  /** Writes the version; the pointer stays. */
  | { readonly kind: "draft"; readonly draft: VersionDraft }
  /** Moves the pointer from `baseVersion` to a newer version that exists; it never goes back to an older one. */
  | { readonly kind: "activate"; readonly version: number; readonly baseVersion: number };

/** Somebody who must still hold a role, and not be disabled or revoked, at the moment of the change. */
export interface RoleHeld {
  readonly kind: "person" | "token";
  readonly id: string;
  readonly role: Role;
}

/** What there may be one record of. */
export interface OnlyOne {
  readonly kind: RecordKind;
  readonly subject: string;
  readonly state: string;
}

export interface ControlChange {
  readonly atMs: number;
  /** Looked at in the same transaction; left out when nobody's role matters. */
  readonly requires?: RoleHeld;
  /** Looked at in the same transaction: another record like this is a conflict, so that two who ask at once cannot both get one. */
  readonly onlyOne?: OnlyOne;
  readonly routing: RoutingChange | null;
  /** Providers whose kept key is deleted with the change: it was entered for a host they are not at any more. */
  readonly deletesKeysOf?: readonly string[];
  readonly records: readonly RecordWrite[];
  readonly timeline: readonly TimelineEntry[];
  /** Null only for bookkeeping of the machine that decides nothing. `routeVersion` is filled in by the store. */
  readonly audit: AuditEntry | null;
}

export type ControlChangeResult =
  /** `version` is the one written or activated; null when routing was not touched. */
  | { readonly kind: "committed"; readonly version: number | null }
  /** Somebody moved the pointer first; `active` is their change. Nothing was written. */
  | { readonly kind: "version_conflict"; readonly active: RouteMapVersionSummary }
  /** A record has another revision than the one that was read, or exists already; or `onlyOne` has one. Nothing was written. */
  | { readonly kind: "record_conflict"; readonly recordKind: RecordKind; readonly id: string }
  /** Who `requires` names does not hold the role any more. Nothing was written. */
  | { readonly kind: "role_lost" };

export interface RecordQuery {
  readonly kind: RecordKind;
  readonly subject?: string;
  readonly states?: readonly string[];
  readonly routeVersion?: number;
  /** Newest first, older than this creation time (epoch milliseconds). */
  readonly createdBeforeMs?: number;
  readonly limit: number;
}

export interface TimelineQuery {
  readonly kind?: RecordKind;
  readonly id?: string;
  readonly subject?: string;
  readonly fromMs?: number;
  readonly limit: number;
}

/**
 * The control plane's records: whatever is neither traffic nor a route map version. A change is one transaction over
 * routing, records, timeline and audit row, or nothing.
 */
export interface ControlStore {
  commit(change: ControlChange): Promise<ControlChangeResult>;
  record(kind: RecordKind, id: string): Promise<ControlRecord | null>;
  /** Newest created first. */
  records(query: RecordQuery): Promise<ControlRecord[]>;
  /** Newest first. */
  timeline(query: TimelineQuery): Promise<(TimelineEntry & { readonly seq: number })[]>;
}
