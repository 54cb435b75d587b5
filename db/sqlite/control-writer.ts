import type Database from "better-sqlite3";
import type { OnlyOne, RecordKind, RoleHeld } from "../control-store";
import type { AuditWriter } from "./audit-writer";
import { RouteMapWriter } from "./route-map-writer";
import type { CommandResults, StoredChange, StoredRecordWrite, StoredTimelineEntry } from "./writer-protocol";

/** Kinds of which nobody asks for an old record, and how long they are kept. */
const KEPT_MS: Partial<Record<RecordKind, number>> = { idempotent_answer: 24 * 60 * 60 * 1_000 };

/** Who moved the pointer when the change has no audit row to say so. */
const NOBODY = "system";

/**
 * Makes changes of the control plane on the writing connection: everything that could refuse is looked at first, so a
 * conflict leaves nothing behind. Call inside an immediate transaction; whatever throws undoes all of it.
 */
export class ControlWriter {
  private readonly routeMap: RouteMapWriter;
  private readonly revision: Database.Statement<[string, string], { revision: number }>;
  private readonly oneLike: Database.Statement<[string, string, string], { id: string }>;
  private readonly create: Database.Statement;
  private readonly update: Database.Statement;
  private readonly insertLine: Database.Statement;
  private readonly expire: Database.Statement;
  private readonly deleteKey: Database.Statement;
  private readonly heldRoles: Readonly<Record<RoleHeld["kind"], Database.Statement<[string], { roles: string }>>>;

  constructor(
    db: Database.Database,
    private readonly audit: AuditWriter,
  ) {
    this.routeMap = new RouteMapWriter(db);
    this.revision = db.prepare("select revision from control_records where kind = ? and id = ?");
    this.oneLike = db.prepare(
      "select id from control_records where kind = ? and subject = ? and state = ? order by created_at limit 1",
    );
    this.create = db.prepare(
      `insert into control_records (kind, id, revision, subject, state, route_version, created_at, updated_at, body)
       values (?, ?, 1, ?, ?, ?, ?, ?, ?)`,
    );
    this.update = db.prepare(
      `update control_records set revision = revision + 1, subject = ?, state = ?, route_version = ?, updated_at = ?,
         body = ? where kind = ? and id = ? and revision = ?`,
    );
    this.expire = db.prepare("delete from control_records where kind = ? and created_at <= ?");
    this.deleteKey = db.prepare("delete from provider_keys where provider = ?");
    this.insertLine = db.prepare(
      `insert into control_timeline (at, kind, id, subject, actor, actor_kind, event, text, detail)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.heldRoles = {
      person: db.prepare("select roles from user where id = ? and disabled = 0"),
      token: db.prepare("select roles from tokens where id = ? and revoked_at is null"),
    };
  }

  commit(change: StoredChange): CommandResults["commit"] {
    const { atMs, requires, onlyOne, routing, records, timeline, audit } = change;
    if (requires !== undefined && !this.holds(requires)) return { kind: "role_lost" };
    const conflictWith = routing === null ? null : this.routeMap.conflictOf(routing);
    if (conflictWith !== null) return { kind: "version_conflict", conflictWith };
    const other = onlyOne === undefined ? undefined : this.like(onlyOne);
    if (onlyOne !== undefined && other !== undefined) {
      return { kind: "record_conflict", recordKind: onlyOne.kind, id: other };
    }
    this.dropExpired(atMs, records);
    const stale = records.find((write) => this.isStale(write));
    if (stale !== undefined) return { kind: "record_conflict", recordKind: stale.kind, id: stale.id };

    const version = routing === null ? null : this.routeMap.apply(routing, atMs, audit?.actor ?? NOBODY);
    for (const provider of change.deletesKeysOf ?? []) this.deleteKey.run(provider);
    for (const write of records) this.write(write, version, atMs);
    for (const line of timeline) this.append(line);
    if (audit !== null) this.audit.append({ ...audit, routeVersion: version ?? audit.routeVersion });
    return { kind: "committed", version };
  }

  private like({ kind, subject, state }: OnlyOne): string | undefined {
    return this.oneLike.get(kind, subject, state)?.id;
  }

  private holds({ kind, id, role }: RoleHeld): boolean {
    const roles: unknown = JSON.parse(this.heldRoles[kind].get(id)?.roles ?? "[]");
    return Array.isArray(roles) && roles.includes(role);
  }

  private dropExpired(atMs: number, records: readonly StoredRecordWrite[]): void {
    for (const kind of new Set(records.map((write) => write.kind))) {
      const keptMs = KEPT_MS[kind];
      if (keptMs !== undefined) this.expire.run(kind, atMs - keptMs);
    }
  }

  private isStale({ kind, id, baseRevision }: StoredRecordWrite): boolean {
    return (this.revision.get(kind, id)?.revision ?? null) !== baseRevision;
  }

  private write(record: StoredRecordWrite, published: number | null, atMs: number): void {
    const { kind, id, baseRevision, subject, state, body } = record;
    if (record.routeVersion === "published" && published === null) {
      throw new Error(`the ${kind} ${id} is bound to a route map version, and the change makes none`);
    }
    const routeVersion = record.routeVersion === "published" ? published : record.routeVersion;
    if (baseRevision === null) {
      this.create.run(kind, id, subject, state, routeVersion, atMs, atMs, body);
      return;
    }
    const { changes } = this.update.run(subject, state, routeVersion, atMs, body, kind, id, baseRevision);
    if (changes !== 1) throw new Error(`the ${kind} ${id} is written twice in one change`);
  }

  private append(line: StoredTimelineEntry): void {
    const { atMs, kind, id, subject, actor, actorKind, event, text, detail } = line;
    this.insertLine.run(atMs, kind, id, subject, actor, actorKind, event, text, detail);
  }
}
