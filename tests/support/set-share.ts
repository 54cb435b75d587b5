import type { Principal } from "@/lib/contract/session";
import { changeAlias } from "@/lib/control/change-alias";
import type { ControlContext } from "@/lib/control/context";
import { printSetPercent } from "@/lib/core/print-quantity";
import { rollbackTargetAfterChange } from "@/lib/core/rollback-target";
import { LEE } from "./control-rig";
import { exerciseRollback } from "./exercise-rollback";
import { SUPPORT } from "./resting-content";

/** A canary share in force, as an approved and rehearsed shift leaves it, without its request and decision. Makes one version. */
export async function setShare(
  context: ControlContext,
  cohort: string,
  percent: number,
  { alias = SUPPORT, actor = LEE }: { readonly alias?: string; readonly actor?: Principal } = {},
): Promise<void> {
  const base = context.active();
  const section = base.content.aliases[alias];
  if (section === undefined || section.canary === null) throw new Error(`${alias} has no canary to shift to`);
  const before = section.canary.cohorts[cohort] ?? 0;
  if (before === percent) throw new Error(`${cohort} is at ${percent} % already`);
  const canary = { ...section.canary, cohorts: { ...section.canary.cohorts, [cohort]: percent } };
  const target = rollbackTargetAfterChange(section, base.version);
  if (target !== null) await exerciseRollback(context, alias, target);
  await changeAlias(context, actor, base, {
    alias,
    section: { ...section, canary, rollback_route_version: target },
    action: "shifted",
    auditAction: "cohort.shifted",
    restores: null,
    summary: `${cohort} ${printSetPercent(before)} → ${printSetPercent(percent)}`,
    reason: "one step",
  });
}
