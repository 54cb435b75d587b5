import { and, desc, eq, gte, inArray, lt, type SQL } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type {
  ControlChange,
  ControlChangeResult,
  ControlRecord,
  ControlStore,
  RecordKind,
  RecordQuery,
  TimelineEntry,
  TimelineQuery,
} from "../control-store";
import { controlRecords, controlTimeline } from "../schema/control";
import { toStoredAuditEntry } from "./audit-chain";
import type { SqliteRouteMapStore } from "./route-map-store";
import type { StoredChange, StoredRouting } from "./writer-protocol";
import type { WriterThread } from "./writer-thread";

/** The control plane's records: point reads on a reading connection, changes through the writer. */
export class SqliteControlStore implements ControlStore {
  constructor(
    private readonly db: BetterSQLite3Database,
    private readonly writer: WriterThread,
    private readonly routeMap: Pick<SqliteRouteMapStore, "summary">,
  ) {}

  async commit(change: ControlChange): Promise<ControlChangeResult> {
    const result = await this.writer.run({ kind: "commit", change: toStoredChange(change) });
    if (result.kind !== "version_conflict") return result;
    return { kind: "version_conflict", active: this.routeMap.summary(result.conflictWith) };
  }

  async record(kind: RecordKind, id: string): Promise<ControlRecord | null> {
    const row = this.db
      .select()
      .from(controlRecords)
      .where(and(eq(controlRecords.kind, kind), eq(controlRecords.id, id)))
      .get();
    return row === undefined ? null : toRecord(row);
  }

  async records(query: RecordQuery): Promise<ControlRecord[]> {
    const { kind, subject, states, routeVersion, createdBeforeMs, limit } = query;
    return this.db
      .select()
      .from(controlRecords)
      .where(
        and(
          eq(controlRecords.kind, kind),
          given(subject, (value) => eq(controlRecords.subject, value)),
          given(states, (value) => inArray(controlRecords.state, [...value])),
          given(routeVersion, (value) => eq(controlRecords.routeVersion, value)),
          given(createdBeforeMs, (value) => lt(controlRecords.createdAt, value)),
        ),
      )
      .orderBy(desc(controlRecords.createdAt), desc(controlRecords.id))
      .limit(limit)
      .all()
      .map(toRecord);
  }

  async timeline(query: TimelineQuery): Promise<(TimelineEntry & { readonly seq: number })[]> {
    const { kind, id, subject, fromMs, limit } = query;
    return this.db
      .select()
      .from(controlTimeline)
      .where(
        and(
          given(kind, (value) => eq(controlTimeline.kind, value)),
          given(id, (value) => eq(controlTimeline.id, value)),
          given(subject, (value) => eq(controlTimeline.subject, value)),
          given(fromMs, (value) => gte(controlTimeline.at, value)),
        ),
      )
      .orderBy(desc(controlTimeline.seq))
      .limit(limit)
      .all()
      .map(({ at, detail, ...line }) => ({ ...line, atMs: at, detail: parsed(detail) }));
  }
}

function given<Value>(value: Value | undefined, condition: (value: Value) => SQL): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}

function toRecord({ createdAt, updatedAt, body, ...row }: typeof controlRecords.$inferSelect): ControlRecord {
  return { ...row, createdAtMs: createdAt, updatedAtMs: updatedAt, body: parsed(body) };
}

function toStoredChange(change: ControlChange): StoredChange {
  const { atMs, requires, onlyOne, deletesKeysOf, routing, records, timeline, audit } = change;
  return {
    atMs,
    ...(requires === undefined ? {} : { requires }),
    ...(onlyOne === undefined ? {} : { onlyOne }),
    ...(deletesKeysOf === undefined ? {} : { deletesKeysOf }),
    routing: routing === null ? null : toStoredRouting(routing),
    records: records.map((write) => ({ ...write, body: jsonText(write.body) })),
    timeline: timeline.map((line) => ({ ...line, detail: jsonText(line.detail) })),
    audit: audit === null ? null : toStoredAuditEntry(audit),
  };
}

function toStoredRouting(routing: NonNullable<ControlChange["routing"]>): StoredRouting {
  if (routing.kind === "activate") return routing;
  return { ...routing, draft: { ...routing.draft, content: JSON.stringify(routing.draft.content) } };
}

/** `undefined` has no JSON text; it is kept as null. */
function jsonText(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}
