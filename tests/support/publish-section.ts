import type { AliasSection } from "@/lib/contract/route-map";
import { changeAlias } from "@/lib/control/change-alias";
import type { ControlContext } from "@/lib/control/context";
import { LEE } from "./control-rig";
import { exerciseRollback } from "./exercise-rollback";

/** Puts another section of an alias in force, as a version of its own; its way back counts as exercised. */
export async function publishSection(context: ControlContext, alias: string, section: AliasSection): Promise<void> {
  if (section.rollback_route_version !== null) {
    await exerciseRollback(context, alias, section.rollback_route_version);
  }
  const result = await changeAlias(context, LEE, context.active(), {
    alias,
    section,
    action: "shifted",
    auditAction: "cohort.shifted",
    restores: null,
    summary: "another section",
    reason: null,
  });
  if (result.kind !== "changed") throw new Error("the section is in force");
}
