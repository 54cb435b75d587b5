import { randomBytes } from "node:crypto";
import type { ControlChange, ControlRecord, RecordWrite, TimelineEntry } from "@/db/control-store";
import { RollbackState, RollbackVerificationBody } from "@/lib/contract/rollback";
import type { RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import { ROLLBACK_CHECKS } from "@/lib/core/rollback-verification";
import { abandonedBy } from "./abandoned-routes";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";

export const ROLLBACK_KIND = "rollback_verification";

/** What is not true this long after the press counts as missing. Longer than any request may last. */
const TIME_BOUND_MS = 300_000;

/** Who pressed, as the audit trail keeps it. */
export interface RollbackActor {
  readonly actor: string;
  readonly actorKind: TimelineEntry["actorKind"];
  readonly name: string;
}

export interface RollbackOrder {
  readonly by: RollbackActor;
  readonly aliases: readonly [string, ...string[]];
  readonly isWholeMap: boolean;
  readonly base: RouteMapVersion;
  /** The content of the version the rollback makes. */
  readonly content: RouteMapContent;
  /** Null when the canary was taken back without an older version to restore. */
  readonly restores: number | null;
  readonly reason: string | null;
}

/** The verification of a rollback, to be written in the commit that makes it; the runner takes it up from there. */
export interface OpenedVerification {
  readonly id: string;
  readonly record: RecordWrite;
  readonly line: TimelineEntry;
}

export function openVerification(context: ControlContext, order: RollbackOrder): OpenedVerification {
  const { by, aliases, isWholeMap, base, content, restores, reason } = order;
  const id = `rb-${randomBytes(6).toString("hex")}`;
  const atMs = context.nowMs();
  const subject = isWholeMap ? null : aliases[0];
  const abandoned = abandonedBy(base.content, content, aliases);
  const body: RollbackVerificationBody = {
    aliases: [...aliases],
    is_whole_map: isWholeMap,
    abandoned_version: base.version,
    restores,
    abandoned_routes: [...abandoned.routes],
    abandoned_providers: [...abandoned.providers],
    actor: by.name,
    asked_at: isoTime(atMs),
    in_force_at: null,
    took_ms: null,
    deadline_at: isoTime(atMs + TIME_BOUND_MS),
    ended_at: null,
    checks: ROLLBACK_CHECKS.map((check) => ({ check, state: "pending", after_ms: null, detail: "not measured yet" })),
    sentence: "The rollback is being put in force.",
    baseline: null,
    reason,
    reason_by: reason === null ? null : by.name,
  };
  const what = isWholeMap ? "the whole route map" : aliases[0];
  return {
    id,
    record: {
      kind: ROLLBACK_KIND,
      id,
      baseRevision: null,
      subject,
      state: "running",
      routeVersion: "published",
      body,
    },
    line: {
      atMs,
      kind: ROLLBACK_KIND,
      id,
      subject,
      actor: by.actor,
      actorKind: by.actorKind,
      event: "rolled_back",
      text: `${by.name} rolled ${what} back from v${base.version}${restores === null ? ", canary to 0%" : ` to v${restores}`}${reason === null ? "" : `: ${reason}`}`,
      detail: null,
    },
  };
}

/** Adds the verification to a change that rolls one alias back; any other change stays as it is, without an id. */
export function withVerification(
  context: ControlContext,
  base: RouteMapVersion,
  change: ControlChange,
  by: RollbackActor,
): { readonly change: ControlChange; readonly id: string | null } {
  const draft = change.routing?.kind === "publish" ? change.routing.draft : null;
  if (draft?.action !== "rolled_back" || draft.alias === null) return { change, id: null };
  const { alias, content, restores, reason } = draft;
  const { id, record, line } = openVerification(context, {
    by,
    aliases: [alias],
    isWholeMap: false,
    base,
    content,
    restores,
    reason,
  });
  return { id, change: { ...change, records: [...change.records, record], timeline: [...change.timeline, line] } };
}

/** A kept verification with its body read. Throws when the record is not one. */
export interface KeptVerification {
  readonly record: ControlRecord;
  readonly state: RollbackState;
  readonly routeVersion: number;
  readonly body: RollbackVerificationBody;
}

export function readKept(record: ControlRecord): KeptVerification {
  if (record.routeVersion === null) throw new Error(`The rollback ${record.id} has no version`);
  return {
    record,
    state: RollbackState.parse(record.state),
    routeVersion: record.routeVersion,
    body: RollbackVerificationBody.parse(record.body),
  };
}

/** The write that follows `kept` with another body, and state when it changes. */
export function nextRevision(
  { record, routeVersion }: KeptVerification,
  body: RollbackVerificationBody,
  state: RollbackState,
): RecordWrite {
  const { kind, id, revision, subject } = record;
  return { kind, id, baseRevision: revision, subject, state, routeVersion, body };
}

/** A line the machine writes. */
export function machineLine({ record }: KeptVerification, atMs: number, event: string, text: string): TimelineEntry {
  const { id, subject } = record;
  return { atMs, kind: ROLLBACK_KIND, id, subject, actor: "system", actorKind: "system", event, text, detail: null };
}
