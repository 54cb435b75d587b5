import { performance } from "node:perf_hooks";
import type { AdvanceRequest, RolloutOrderResult } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { stepRollout } from "@/lib/core/rollout-step";
import { proposedSection } from "./approval-proposal";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { lastChangeOf } from "./last-change";
import { newRollout, openRolloutOf } from "./open-rollout";
import { ControlRefusal } from "./refusal";
import { requestApproval } from "./request-approval";
import { actorOf } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import { baseOf } from "./rollout-order";
import { lostStep } from "./step-refusals";
import type { StatedBase } from "./version-conflict";

export interface UndoInput extends Omit<AdvanceRequest, "base_version">, StatedBase {
  readonly alias: string;
}

/**
 * Takes a roll back of an alias back: the section it left is put in force again as a guarded rollout, by the same rules
 * as any expansion. Throws `ControlRefusal` 409 when the alias's last change was no roll back or one is running.
 */
export async function undoRollback(
  context: ControlContext,
  principal: Principal,
  input: UndoInput,
): Promise<RolloutOrderResult> {
  const startedMs = performance.now();
  const { alias, reason } = input;
  const attempt = { action: "rollout.started", object: `alias:${alias}`, asked: { undo: true }, reason } as const;
  return audited(context, principal, attempt, async () => {
    const active = await baseOf(context, input, alias);
    const toVersion = await leftVersion(context, active, alias);
    const proposal = { kind: "undo", to_version: toVersion } as const;
    const section = await proposedSection(context, active, alias, proposal);
    const actor = actorOf(principal);
    const kept = await newRollout(context, active, { alias, startedBy: actor, reason });
    const read = await readFacts(context, active, kept);
    const from = findAlias(active, alias).canary?.cohorts ?? {};
    const to = section.canary?.cohorts ?? {};
    const step = stepRollout(kept.rollout, { kind: "shift", from, to, isApproved: false, signed: [] }, read.facts);
    if (step.kind === "refused" && step.check === "approval") {
      const title = `Undo the roll back of ${alias}: back to what v${toVersion} was`;
      return requestApproval(context, {
        actor,
        active,
        alias,
        title,
        proposal,
        kept,
        report: read.report,
        unmet: [],
        reason,
      });
    }
    if (step.kind !== "moved")
      throw new ControlRefusal("conflict", step.kind === "same" ? "Nothing would change." : step.text);
    const summary = `undo: as in v${toVersion}`;
    const order = {
      actor,
      base: active,
      kept,
      step,
      section,
      summary,
      auditAction: "rollout.started",
      reason,
    } as const;
    const result = await commitStep(context, order);
    if (result.kind !== "committed") throw await lostStep(context, active, result);
    const { state, stageIndex } = step.rollout;
    const version = result.version?.version ?? null;
    return { rollout_id: kept.id, state, stage_index: stageIndex, route_version: version, took_ms: tookMs(startedMs) };
  });
}

/** The version the last change of the alias rolled back from. */
async function leftVersion(context: ControlContext, active: RouteMapVersion, alias: string): Promise<number> {
  const open = await openRolloutOf(context, alias);
  if (open !== null)
    throw new ControlRefusal("conflict", `${alias} is being rolled out (${open.id}); there is no roll back to undo.`);
  const last = await lastChangeOf(context, active, alias);
  if (last.action === "rolled_back" && last.base_version !== null) return last.base_version;
  throw new ControlRefusal(
    "conflict",
    `The last change of ${alias} was no roll back (v${last.version}: ${last.summary}); there is nothing to undo.`,
  );
}
