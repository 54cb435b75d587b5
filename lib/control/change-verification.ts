import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import type { AuditEntry } from "@/db/store";
import type { RollbackVerification } from "@/lib/contract/rollback";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { viewOf } from "./read-rollback";
import { type KeptVerification, ROLLBACK_KIND, readKept } from "./rollback-record";

export interface VerificationChange {
  readonly record: RecordWrite;
  readonly timeline: readonly TimelineEntry[];
  readonly audit: AuditEntry | null;
}

/** The runner and people write the same record; losing this often means the store is not well. */
const MOST_TRIES = 8;

/**
 * Changes a kept verification and tells the open tabs. `change` is asked again with what is kept by then when somebody
 * else was first; null from it, or an unknown id, leaves everything as it is and answers null.
 */
export async function changeVerification(
  context: ControlContext,
  id: string,
  change: (kept: KeptVerification) => VerificationChange | null,
): Promise<RollbackVerification | null> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const record = await context.store.control.record(ROLLBACK_KIND, id);
    const wanted = record === null ? null : change(readKept(record));
    if (wanted === null) return null;
    const { timeline, audit } = wanted;
    const atMs = context.nowMs();
    const result = await context.store.control.commit({
      atMs,
      routing: null,
      records: [wanted.record],
      timeline,
      audit,
    });
    if (result.kind !== "committed") continue;
    const view = await viewOf(context, id);
    if (view !== null) context.live.emit({ type: "rollback", at: isoTime(atMs), rollback: view });
    return view;
  }
  return null;
}
