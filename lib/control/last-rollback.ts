import type { ControlContext } from "./context";
import { type KeptVerification, ROLLBACK_KIND, readKept } from "./rollback-record";

const MOST_LOOKED_AT = 20;

/** The newest rollback of one alias alone that was made in this span, epoch milliseconds; null when there was none. */
export async function lastRollbackOf(
  context: ControlContext,
  alias: string,
  { fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: { readonly fromMs?: number; readonly untilMs?: number } = {},
): Promise<KeptVerification | null> {
  const query = { kind: ROLLBACK_KIND, subject: alias, limit: MOST_LOOKED_AT } as const;
  const records = await context.store.control.records(query);
  const found = records.find(({ createdAtMs }) => createdAtMs >= fromMs && createdAtMs <= untilMs);
  return found === undefined ? null : readKept(found);
}
