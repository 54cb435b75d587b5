import { performance } from "node:perf_hooks";
import type { AuditAction } from "@/lib/contract/audit";
import type { RolloutOrderResult } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import type { RolloutStep } from "@/lib/core/rollout-moves";
import { nextStageIndex, sharesAt } from "@/lib/core/rollout-stages";
import { tookMs } from "./change-alias";
import { commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { requestApproval } from "./request-approval";
import { actorOf } from "./rollout-actor";
import type { ReadFacts } from "./rollout-facts";
import type { KeptRollout } from "./rollout-record";
import { lostStep } from "./step-refusals";
import { type StatedBase, statedBase, versionConflict } from "./version-conflict";

/** An order on a rollout, and what the transition said to it. */
export interface RolloutOrder {
  readonly active: RouteMapVersion;
  readonly kept: KeptRollout;
  readonly step: RolloutStep;
  readonly read: ReadFacts;
  readonly auditAction: AuditAction;
  readonly reason: string;
  readonly startedMs: number;
}

/** The version the person was looking at, when it is still the active one. Throws 428, 400 or 412. */
export async function baseOf(context: ControlContext, input: StatedBase, alias: string): Promise<RouteMapVersion> {
  const stated = statedBase(input);
  const active = await readActiveVersion(context);
  findAlias(active, alias);
  if (active.version !== stated) throw await versionConflict(context, stated, active);
  return active;
}

/** Puts a step in force, asks an approver for it, or refuses it with the sentence of the first unmet condition. */
export async function takeOrder(
  context: ControlContext,
  principal: Principal,
  order: RolloutOrder,
): Promise<RolloutOrderResult> {
  const { active, kept, step, read, auditAction, reason, startedMs } = order;
  if (step.kind === "refused" && step.check === "approval") return askForStage(context, principal, order);
  if (step.kind !== "moved") {
    const text = step.kind === "same" ? "Nothing would change." : step.text;
    if (read.blockedBy?.message === text) throw read.blockedBy;
    throw new ControlRefusal("conflict", text, { check: step.kind === "same" ? null : step.check });
  }
  const actor = actorOf(principal);
  const result = await commitStep(context, { actor, base: active, kept, step, auditAction, reason });
  if (result.kind !== "committed") throw await lostStep(context, active, result);
  return {
    rollout_id: kept.id,
    state: step.rollout.state,
    stage_index: step.rollout.stageIndex,
    route_version: result.version?.version ?? null,
    took_ms: tookMs(startedMs),
  };
}

async function askForStage(
  context: ControlContext,
  principal: Principal,
  { active, kept, read, reason }: RolloutOrder,
): Promise<RolloutOrderResult> {
  const { rollout, alias } = kept;
  const index = nextStageIndex(rollout) ?? rollout.stageIndex;
  const stage = rollout.stages[index]?.name ?? "the next stage";
  return requestApproval(context, {
    actor: actorOf(principal),
    active,
    alias,
    title: rollout.stageIndex < 0 ? `Start the rollout of ${alias} with ${stage}` : `Move ${alias} on to ${stage}`,
    proposal: { kind: "stage", stage_index: index, stage, shares: { ...sharesAt(rollout.stages, index) } },
    kept,
    createsRollout: kept.revision === null,
    report: read.report,
    unmet: [],
    reason,
  });
}

/** The monotonic clock at the arrival of an order. */
export function arrivedMs(): number {
  return performance.now();
}
