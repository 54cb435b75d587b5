import type Database from "better-sqlite3";
import { CHAIN_START, linkHash, type StoredAuditEntry } from "../sqlite/audit-chain";

/** The columns of an audit row under the names of the entry they are hashed as. */
const ROWS = `select seq, at as atMs, actor, actor_kind as actorKind, action, object, outcome, before, after, reason,
  trace_id as traceId, route_version as routeVersion, hash from audit order by seq`;

type AuditChainRow = StoredAuditEntry & { readonly seq: number; readonly hash: string };

/**
 * Recomputes the chain from the first row. `brokenAt` is the first `seq` that is missing or does not fit; rows cut off
 * at the end are found by the head kept beside them.
 */
export function verifyAudit(db: Database.Database): { rows: number; brokenAt: number | null } {
  let rows = 0;
  let hash = CHAIN_START;
  for (const row of db.prepare<[], AuditChainRow>(ROWS).iterate()) {
    const seq = rows + 1;
    if (row.seq !== seq || row.hash !== linkHash(hash, seq, row)) return { rows, brokenAt: seq };
    rows = seq;
    hash = row.hash;
  }
  const head = db.prepare<[], { seq: number; hash: string }>("select seq, hash from audit_head").get();
  const isWhole = head === undefined ? rows === 0 : head.seq === rows && head.hash === hash;
  return { rows, brokenAt: isWhole ? null : rows + 1 };
}
