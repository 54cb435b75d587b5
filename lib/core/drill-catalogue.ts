import type { DrillDefinition, DrillId } from "./drill";
import { CANARY_DRILLS } from "./drill-catalogue-canaries";
import { CUTOVER_DRILLS } from "./drill-catalogue-cutover";
import { FAULT_DRILLS } from "./drill-catalogue-faults";
import { STREAM_DRILLS } from "./drill-catalogue-streams";

/** Every drill, by id and in the order of the catalogue. */
export const DRILLS: Readonly<Record<DrillId, DrillDefinition>> = {
  ...CANARY_DRILLS,
  ...FAULT_DRILLS,
  ...STREAM_DRILLS,
  ...CUTOVER_DRILLS,
};

/** A run may take this much longer than its steps are bounded to, for its clean-up. */
const CLEAN_UP_MS = 5_000;

/** The longest a run of this drill can take: after it the machine ends the run whatever it does. */
export function longestRunMs(drill: DrillDefinition): number {
  return drill.steps.reduce((sum, { boundMs }) => sum + boundMs, CLEAN_UP_MS);
}
