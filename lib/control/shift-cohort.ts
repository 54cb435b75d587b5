import { performance } from "node:perf_hooks";
import type { ShiftAnswer } from "@/lib/contract/approval";
import type { ShiftRequest } from "@/lib/contract/canary";
import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { printSetPercent } from "@/lib/core/print-quantity";
import { rollbackTargetAfterChange } from "@/lib/core/rollback-target";
import { INTERNAL_COHORT } from "@/lib/core/rollout-stages";
import { refuseUnsafeSection } from "./activation-refusals";
import { audited } from "./audited";
import { changeAlias, tookMs } from "./change-alias";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { openRolloutOf } from "./open-rollout";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { shiftGuarded } from "./shift-guarded";
import { type StatedBase, statedBase, versionConflict } from "./version-conflict";

export interface ShiftInput extends Omit<ShiftRequest, "base_version">, StatedBase {
  readonly alias: string;
}

/**
 * Sets the canary percentage of one cohort. Less, the cohort `internal` and what a running rollout was approved for are
 * in force for the next request when this resolves; anything else becomes a request for approval, with its evidence
 * frozen. Throws `ControlRefusal`: 428 without a base version, 412 with the other's change when the base is no longer
 * active, 404 for an unknown alias or cohort, 409 when there is no canary, nothing to change, the canary route's
 * contract is open, its way back was never exercised, or a gate of the stage in force speaks against more. Every refusal is in the audit trail.
 */
export async function shiftCohort(context: ControlContext, actor: Principal, input: ShiftInput): Promise<ShiftAnswer> {
  const startedMs = performance.now();
  const { alias, cohort, percent, reason } = input;
  const asked = { cohort, percent, base_version: input.ifMatch ?? input.base_version ?? null };
  const attempt = { action: "cohort.shifted", object: `alias:${alias}`, asked, reason } as const;
  return audited(context, actor, attempt, async () => {
    const baseVersion = statedBase(input);
    const active = await readActiveVersion(context);
    const section = findAlias(active, alias);
    if (active.version !== baseVersion) throw await versionConflict(context, baseVersion, active);
    const before = currentPercent(active, alias, section, cohort);
    if (before === percent) throw nothingToShift(alias, cohort, percent);
    const shifted = withPercent(section, cohort, percent, active.version);
    await refuseUnsafeSection(context, active, alias, shifted);
    const rollout = await openRolloutOf(context, alias);
    if (rollout !== null || (cohort !== INTERNAL_COHORT && percent > before)) {
      const order = { active, section, alias, cohort, from: before, to: percent, reason, rollout };
      const answer = await shiftGuarded(context, actor, order);
      return "approval_id" in answer ? answer : { ...answer, took_ms: tookMs(startedMs) };
    }
    const result = await changeAlias(context, actor, active, {
      alias,
      section: shifted,
      action: "shifted",
      auditAction: "cohort.shifted",
      restores: null,
      summary: `${cohort} ${printSetPercent(before)} → ${printSetPercent(percent)}`,
      reason,
    });
    if (result.kind === "conflict") throw await versionConflict(context, baseVersion, result.active);
    return { route_version: result.version.version, took_ms: tookMs(startedMs) };
  });
}

function currentPercent(active: RouteMapVersion, alias: string, section: AliasSection, cohort: string): number {
  const known = active.content.cohorts.map(({ id }) => id);
  if (!known.includes(cohort)) {
    throw new ControlRefusal("not_found", `There is no cohort ${cohort}. Known: ${known.join(", ")}.`, {
      known_cohorts: known,
    });
  }
  if (section.canary === null) {
    throw new ControlRefusal(
      "conflict",
      `${alias} has no canary in v${active.version}, so there is nothing to shift to.`,
    );
  }
  return section.canary.cohorts[cohort] ?? 0;
}

function withPercent(section: AliasSection, cohort: string, percent: number, activeVersion: number): AliasSection {
  if (section.canary === null) return section;
  return {
    ...section,
    canary: { ...section.canary, cohorts: { ...section.canary.cohorts, [cohort]: percent } },
    rollback_route_version: rollbackTargetAfterChange(section, activeVersion),
  };
}

function nothingToShift(alias: string, cohort: string, percent: number): ControlRefusal {
  return new ControlRefusal(
    "conflict",
    `${cohort} of ${alias} is already at ${printSetPercent(percent)}; nothing was changed.`,
  );
}
