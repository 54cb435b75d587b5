import type { RollbackVerification } from "@/lib/contract/rollback";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";
import { ROLLBACK_KIND, readKept } from "./rollback-record";

const MOST_LINES = 100;

/** One rollback with its checks and what happened, oldest first. Throws a 404 for an id nobody knows. */
export async function readRollback(context: ControlContext, id: string): Promise<RollbackVerification> {
  const view = await viewOf(context, id);
  if (view === null) throw new ControlRefusal("not_found", `There is no rollback ${id}.`);
  return view;
}

/** The same, or null. */
export async function viewOf(context: ControlContext, id: string): Promise<RollbackVerification | null> {
  const { control } = context.store;
  const record = await control.record(ROLLBACK_KIND, id);
  if (record === null) return null;
  const { body, state, routeVersion } = readKept(record);
  const lines = await control.timeline({ kind: ROLLBACK_KIND, id, limit: MOST_LINES });
  return {
    ...body,
    verification_id: id,
    state,
    route_version: routeVersion,
    updated_at: isoTime(record.updatedAtMs),
    timeline: lines.reverse().map(({ atMs, actor, event, text }) => ({ at: isoTime(atMs), actor, event, text })),
  };
}
