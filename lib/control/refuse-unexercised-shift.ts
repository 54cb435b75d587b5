import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import { rollbackTargetAfterChange } from "@/lib/core/rollback-target";
import { INTERNAL_COHORT } from "@/lib/core/rollout-stages";
import { isRollbackExercised } from "./activation-refusals";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/**
 * Throws 409 when more of a cohort would go to the canary while the way back was not rehearsed, with a link to the drill
 * that rehearses it. `internal` may go ahead: the drill follows it. Taking traffic away is never refused.
 */
export async function refuseUnexercisedShift(
  context: ControlContext,
  active: RouteMapVersion,
  section: AliasSection,
  shift: { readonly alias: string; readonly cohort: string; readonly from: number; readonly to: number },
): Promise<void> {
  const { alias, cohort, from, to } = shift;
  if (to <= from || cohort === INTERNAL_COHORT || active.content.activation.exercised_rollback === "off") return;
  const target = rollbackTargetAfterChange(section, active.version);
  if (await isRollbackExercised(context, alias, target)) return;
  const back = target === null ? "there is no version to go back to" : `going back to v${target} was never exercised`;
  throw new ControlRefusal(
    "conflict",
    `${cohort} of ${alias} may not be shifted up: ${back}. Run the drill Cutover and rollback on ${alias} first; until then only ${INTERNAL_COHORT} may be.`,
    { rule: "rollback_not_exercised", href: `/drills?drill=cutover-and-rollback&alias=${encodeURIComponent(alias)}` },
  );
}
