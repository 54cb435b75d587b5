import type Database from "better-sqlite3";
import type { AuditList, AuditQuery, AuditRow } from "@/lib/contract/audit";
import { AUDIT_ACTIONS } from "@/lib/contract/audit-actions";
import { iso } from "./window-plan";

interface StoredRow extends Omit<AuditRow, "at" | "before" | "after" | "action"> {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  readonly action: string;
}

/** Audit rows, newest first; the cursor is the last `seq` of the page before. */
export function auditList(db: Database.Database, query: AuditQuery): AuditList {
  const where: string[] = [];
  const parameters: (string | number)[] = [];
  const require = (condition: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    parameters.push(value);
  };
  require("action = ?", query.action);
  require("actor = ?", query.actor);
  require("object = ?", query.object);
  require("outcome = ?", query.outcome);
  require("at >= ?", query.from === undefined ? undefined : Date.parse(query.from));
  require("at <= ?", query.to === undefined ? undefined : Date.parse(query.to));
  require("seq < ?", query.cursor === undefined ? undefined : Number(query.cursor) || 0);
  const rows = db
    .prepare<(string | number)[], StoredRow>(
      `select seq, at, actor, actor_kind, action, object, outcome, before, after, reason, trace_id, route_version, hash
       from audit ${where.length > 0 ? `where ${where.join(" and ")}` : ""} order by seq desc limit ?`,
    )
    .all(...parameters, query.limit + 1);
  const page = rows.slice(0, query.limit).map(toAuditRow);
  const last = page.at(-1);
  return { rows: page, next_cursor: rows.length > query.limit && last ? String(last.seq) : null };
}

function toAuditRow(row: StoredRow): AuditRow {
  const action = AUDIT_ACTIONS.find((known) => known === row.action);
  if (action === undefined) throw new Error(`audit row ${row.seq} has an action this version does not know`);
  return { ...row, action, at: iso(row.at), before: JSON.parse(row.before), after: JSON.parse(row.after) };
}
