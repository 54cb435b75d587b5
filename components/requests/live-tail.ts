import type { RequestRow } from "@/lib/contract/requests";

export interface TailView {
  readonly rows: readonly RequestRow[];
  /** How many newer requests wait above the held rows. */
  readonly waitingCount: number;
  /** All of the newest page is newer than what is held, so more may wait than were counted. */
  readonly isCountAtLeast: boolean;
}

/**
 * What a live list shows. Without `held` it is the newest page. With it, the rows stay where the reader found them, a row
 * that ended meanwhile shows its ending in place, and newer ones are only counted.
 */
export function tailView(latest: readonly RequestRow[], held: readonly RequestRow[] | null): TailView {
  if (held === null) return { rows: latest, waitingCount: 0, isCountAtLeast: false };
  const latestById = new Map(latest.map((row) => [row.trace_id, row]));
  const heldIds = new Set(held.map((row) => row.trace_id));
  const firstKnown = latest.findIndex((row) => heldIds.has(row.trace_id));
  const waitingCount = firstKnown === -1 ? latest.length : firstKnown;
  return {
    rows: held.map((row) => latestById.get(row.trace_id) ?? row),
    waitingCount,
    isCountAtLeast: firstKnown === -1 && latest.length > 0 && held.length > 0,
  };
}

/** "1 new request", "14 new requests", "50+ new requests". */
export function waitingLabel({ waitingCount, isCountAtLeast }: TailView): string {
  const count = isCountAtLeast ? `${waitingCount}+` : String(waitingCount);
  return `${count} new ${waitingCount === 1 && !isCountAtLeast ? "request" : "requests"}`;
}
