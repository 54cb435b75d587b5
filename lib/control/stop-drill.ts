import type { DrillRunView } from "@/lib/contract/drill";
import type { Principal } from "@/lib/contract/session";
import { audited } from "./audited";
import type { DrillDesk } from "./drill-desk";
import { drillAudit } from "./drill-execution";
import { readDrillRun } from "./read-drills";
import { ControlRefusal } from "./refusal";

/**
 * Stops a run: its requests are cut short and its fault is gone when this resolves; the run then cleans up and says so.
 * Stopping a run that is stopping already changes nothing. Throws `ControlRefusal`: 404, or 409 for one that is over.
 */
export async function stopDrill(desk: DrillDesk, actor: Principal, id: string): Promise<DrillRunView> {
  const { context } = desk;
  const object = `drill_run:${id}`;
  return audited(context, actor, { action: "drill.stop_asked", object, asked: {}, reason: null }, async () => {
    const current = desk.current;
    if (current === null || current.journal.id !== id) {
      const run = await readDrillRun(context, id);
      if (run.part_of !== null && run.ended_at === null) {
        throw new ControlRefusal("conflict", "This run is part of a game day; stop the game day.", {
          run_id: run.part_of,
        });
      }
      throw new ControlRefusal("conflict", `The run is over: ${run.sentence}`, { state: run.state });
    }
    if (!current.stop(actor.email ?? actor.id)) return current.journal.view;
    const entry = { action: "drill.stop_asked", object, after: { run: id }, reason: null, routeVersion: null } as const;
    await current.journal.save({ audit: drillAudit(actor, context.nowMs(), entry) });
    return current.journal.view;
  });
}
