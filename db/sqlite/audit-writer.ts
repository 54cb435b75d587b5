import type Database from "better-sqlite3";
import { CHAIN_START, linkHash, type StoredAuditEntry } from "./audit-chain";

/** Writes audit rows on the writing connection, each linked to the one before. Call inside the change's transaction. */
export class AuditWriter {
  private readonly head: Database.Statement<[], { seq: number; hash: string }>;
  private readonly insert: Database.Statement;
  private readonly moveHead: Database.Statement;

  constructor(db: Database.Database) {
    this.head = db.prepare("select seq, hash from audit_head where id = 1");
    this.insert = db.prepare(
      `insert into audit (seq, at, actor, actor_kind, action, object, outcome, before, after, reason, trace_id,
         route_version, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.moveHead = db.prepare(
      `insert into audit_head (id, seq, hash) values (1, ?, ?)
       on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`,
    );
  }

  append(entry: StoredAuditEntry): void {
    const head = this.head.get() ?? { seq: 0, hash: CHAIN_START };
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, entry);
    this.insert.run(
      seq,
      entry.atMs,
      entry.actor,
      entry.actorKind,
      entry.action,
      entry.object,
      entry.outcome,
      entry.before,
      entry.after,
      entry.reason,
      entry.traceId,
      entry.routeVersion,
      hash,
    );
    this.moveHead.run(seq, hash);
  }
}
