import type { RollbackList, RollbackQuery, RollbackSummary } from "@/lib/contract/rollback";
import type { ControlContext } from "./context";
import { type KeptVerification, ROLLBACK_KIND, readKept } from "./rollback-record";

/** How many records are looked through at a time for those of one alias. */
const BATCH = 200;

/** Rollbacks newest first; with `alias` those that took it back, alone or with the whole map. */
export async function readRollbacks(context: ControlContext, query: RollbackQuery): Promise<RollbackList> {
  const { alias, limit } = query;
  const found: KeptVerification[] = [];
  let before = query.cursor;
  while (found.length <= limit) {
    const batch = await context.store.control.records({
      kind: ROLLBACK_KIND,
      ...(before === undefined ? {} : { createdBeforeMs: before }),
      limit: BATCH + 1,
    });
    const kept = batch.slice(0, BATCH).map(readKept);
    found.push(...kept.filter(({ body }) => alias === undefined || body.aliases.includes(alias)));
    before = kept.at(-1)?.record.createdAtMs;
    if (batch.length <= BATCH) break;
  }
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rollbacks: page.map(summaryOf),
    next_cursor: last === undefined ? null : String(last.record.createdAtMs),
  };
}

function summaryOf({ record, state, routeVersion, body }: KeptVerification): RollbackSummary {
  const { aliases, is_whole_map, abandoned_version, restores, actor, asked_at, took_ms, sentence, reason } = body;
  return {
    verification_id: record.id,
    state,
    route_version: routeVersion,
    aliases,
    is_whole_map,
    abandoned_version,
    restores,
    actor,
    asked_at,
    took_ms,
    sentence,
    reason,
  };
}
