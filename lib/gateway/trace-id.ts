import { randomUUID } from "node:crypto";

/**
 * A new trace id: 32 hex digits, unique, in the layout of UUID version 7. Ids that begin with the time are written side
 * by side in the ledger's index; random ones would dirty a page of their own each, and every page is synced to disk.
 */
export function newTraceId(nowMs: number): string {
  const random = randomUUID();
  return `${nowMs.toString(16).padStart(12, "0")}7${random.slice(15, 18)}${random.slice(19, 23)}${random.slice(24)}`;
}
