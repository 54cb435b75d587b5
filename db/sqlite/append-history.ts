import type { LedgerEntry } from "@/lib/core/ledger-record";
import { StoreError } from "../store";
import type { SqliteStore } from "./open-store";

/** Entries handed over before waiting for the disk: large commits, and a queue that live traffic still fits into. */
const CHUNK_ENTRIES = 4_000;

/**
 * Writes past requests through the same ledger as live ones, as fast as the disk takes them, and brings the rollups up
 * to date. Times come from the entries. Returns how many entries were written; rejects with a StoreError at the first
 * one that was refused.
 */
export async function appendHistory(store: SqliteStore, entries: Iterable<LedgerEntry>): Promise<number> {
  let appended = 0;
  let refusal: string | null = null;
  for (const entry of entries) {
    store.ledger.append(entry, (failure) => {
      if (failure !== null) refusal = failure.message;
    });
    appended += 1;
    if (appended % CHUNK_ENTRIES === 0) await store.drained();
    if (refusal !== null) throw new StoreError("unwritable", `The history was not written: ${refusal}`);
  }
  await store.settled();
  if (refusal !== null) throw new StoreError("unwritable", `The history was not written: ${refusal}`);
  return appended;
}
