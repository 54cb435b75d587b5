import type { ControlRecord } from "@/db/control-store";
import {
  type DrillList,
  DrillRunBody,
  DrillRunStateName,
  type DrillRunSummary,
  type DrillRunView,
} from "@/lib/contract/drill";
import { DRILL_IDS } from "@/lib/core/drill";
import { DRILLS } from "@/lib/core/drill-catalogue";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

const RUNS_SHOWN = 20;
const RUNS_LOOKED_AT = 60;
/** States of a run that still has to end. */
export const UNFINISHED: readonly DrillRunStateName[] = ["planned", "running", "stopping"];

/** The catalogue with the last result of each drill, what runs now, and the newest runs. */
export async function readDrills(context: ControlContext): Promise<DrillList> {
  const records = await context.store.control.records({ kind: "drill_run", limit: RUNS_LOOKED_AT });
  const runs = records.map((record) => summaryOf(drillRunOf(record)));
  const own = runs.filter(({ part_of }) => part_of === null);
  return {
    drills: DRILL_IDS.map((id) => {
      const { title, proves, blastRadius, aboutMs, steps } = DRILLS[id];
      return {
        id,
        title,
        proves,
        blast_radius: blastRadius,
        about_ms: aboutMs,
        step_titles: steps.map((step) => step.title),
        last_run: runs.find((run) => run.drill === id && run.ended_at !== null) ?? null,
      };
    }),
    running: own.find(({ ended_at }) => ended_at === null) ?? null,
    runs: own.slice(0, RUNS_SHOWN),
    aliases: Object.keys(context.active().content.aliases),
  };
}

/** One run. Throws `ControlRefusal` 404. */
export async function readDrillRun(context: ControlContext, id: string): Promise<DrillRunView> {
  const record = await context.store.control.record("drill_run", id);
  if (record === null) throw new ControlRefusal("not_found", `There is no drill run ${id}.`);
  return drillRunOf(record);
}

/** The run that is not over, a game day rather than its part; null when there is none. */
export async function readRunningDrill(context: ControlContext): Promise<DrillRunView | null> {
  const records = await context.store.control.records({ kind: "drill_run", states: UNFINISHED, limit: 4 });
  return records.map(drillRunOf).find(({ part_of }) => part_of === null) ?? null;
}

/** A control record of kind `drill_run` as the console shows it. */
export function drillRunOf({ id, state, body }: ControlRecord): DrillRunView {
  return { ...DrillRunBody.parse(body), id, state: DrillRunStateName.parse(state) };
}

function summaryOf(run: DrillRunView): DrillRunSummary {
  const { id, drill, title, alias, state, sentence, started_by, started_at, hard_end_at, ended_at, part_of } = run;
  return { id, drill, title, alias, state, sentence, started_by, started_at, hard_end_at, ended_at, part_of };
}
