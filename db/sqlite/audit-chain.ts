import { createHash } from "node:crypto";
import type { AuditEntry } from "../store";

/** An audit entry in the form that is kept and hashed: `before` and `after` are JSON text. */
export interface StoredAuditEntry extends Omit<AuditEntry, "before" | "after"> {
  readonly before: string;
  readonly after: string;
}

/** Hash before the first row. */
export const CHAIN_START = "0".repeat(64);

/** The largest `before` or `after` that is kept whole. */
const LARGEST_DETAIL_CHARS = 64 * 1024;

export function toStoredAuditEntry(entry: AuditEntry): StoredAuditEntry {
  return { ...entry, before: detailText(entry.before), after: detailText(entry.after) };
}

/** Hex SHA-256 over the previous hash and every field of the row, in a fixed order. */
export function linkHash(previousHash: string, seq: number, entry: StoredAuditEntry): string {
  const fields = [
    previousHash,
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
  ];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

function detailText(detail: unknown): string {
  const text = JSON.stringify(detail) ?? "null";
  return text.length <= LARGEST_DETAIL_CHARS ? text : JSON.stringify({ omitted_characters: text.length });
}
