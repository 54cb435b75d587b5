import type { RolloutOrderResult, StartRolloutRequest } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import type { RolloutStage } from "@/lib/core/rollout";
import { moved, type RolloutStep } from "@/lib/core/rollout-moves";
import { INTERNAL_COHORT, isExpansion, sharesAt } from "@/lib/core/rollout-stages";
import { stepRollout } from "@/lib/core/rollout-step";
import { audited } from "./audited";
import type { ControlContext } from "./context";
import { newRollout, openRolloutOf } from "./open-rollout";
import { ControlRefusal } from "./refusal";
import { actorOf } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import { arrivedMs, baseOf, takeOrder } from "./rollout-order";
import type { KeptRollout } from "./rollout-record";
import type { StatedBase } from "./version-conflict";

export interface StartRolloutInput extends Omit<StartRolloutRequest, "base_version">, StatedBase {
  readonly alias: string;
}

/**
 * Starts the guarded rollout of an alias, or the one that waits to be started. What is exposed already is taken over as
 * its first stage; a canary that is not well leaves it `pending` with the reason. Throws `ControlRefusal`: 409 when one
 * runs already, 400 for stages that cannot be, 412 and 428 as every order on routing.
 */
export async function startRollout(
  context: ControlContext,
  principal: Principal,
  input: StartRolloutInput,
): Promise<RolloutOrderResult> {
  const startedMs = arrivedMs();
  const { alias, reason } = input;
  const asked = { stages: input.stages ?? null, automation: input.automation };
  const attempt = { action: "rollout.started", object: `alias:${alias}`, asked, reason } as const;
  return audited(context, principal, attempt, async () => {
    const active = await baseOf(context, input, alias);
    const open = await openRolloutOf(context, alias);
    if (open !== null && open.rollout.stageIndex >= 0) {
      const stage = open.rollout.stages[open.rollout.stageIndex]?.name ?? "its stage";
      throw new ControlRefusal("conflict", `${alias} is being rolled out already: ${open.id}, at ${stage}.`, {
        rollout_id: open.id,
      });
    }
    const kept = open ?? (await newRollout(context, active, orderOf(input, actorOf(principal), active)));
    const read = await readFacts(context, active, kept);
    const step = open === null ? firstStep(kept, read.facts) : stepRollout(kept.rollout, START, read.facts);
    return takeOrder(context, principal, {
      active,
      kept,
      step,
      read,
      auditAction: "rollout.started",
      reason,
      startedMs,
    });
  });
}

const START = { kind: "start", isApproved: false } as const;

/** A new rollout is written in any case: running, waiting for its approval, or pending with the reason. */
function firstStep(kept: KeptRollout, facts: Parameters<typeof stepRollout>[2]): RolloutStep {
  const { rollout } = kept;
  const stage = rollout.stages[rollout.stageIndex]?.name;
  if (stage !== undefined) {
    return moved(rollout, [], [{ event: "started", text: `Started: ${stage} is in force and guarded from now on.` }]);
  }
  if (facts.notReady === null) return stepRollout(rollout, START, facts);
  return moved({ ...rollout, state: "pending" }, [], [{ event: "pending", text: facts.notReady }]);
}

function orderOf(input: StartRolloutInput, startedBy: ReturnType<typeof actorOf>, active: RouteMapVersion) {
  const { alias, reason, automation, soak_ms: soakMs } = input;
  const stages = input.stages?.map((stage) => ({
    name: stage.name,
    shares: stage.shares,
    soakMs: stage.soak_ms,
    gates: stage.gates,
    needsApproval: stage.needs_approval,
  }));
  if (stages !== undefined) refuseBadStages(stages, active);
  return {
    alias,
    reason,
    startedBy,
    ...(stages === undefined ? {} : { stages }),
    ...(soakMs === undefined ? {} : { soakMs }),
    automation: {
      advance: automation.advance,
      hold: automation.hold,
      stepDown: automation.step_down,
      rollBack: automation.roll_back,
    },
  };
}

/** Stages only widen, name known cohorts, and nobody waives the approval of more than `internal` by planning it. */
function refuseBadStages(stages: readonly RolloutStage[], active: RouteMapVersion): void {
  const known = active.content.cohorts.map(({ id }) => id);
  stages.forEach((stage, index) => {
    const unknown = Object.keys(stage.shares).find((cohort) => !known.includes(cohort));
    const others = Object.keys(stage.shares).filter((cohort) => cohort !== INTERNAL_COHORT);
    const problem =
      unknown !== undefined
        ? `there is no cohort ${unknown}; known: ${known.join(", ")}`
        : !isExpansion(sharesAt(stages, index - 1), sharesAt(stages, index))
          ? "it does not widen the stage before"
          : others.length > 0 && !stage.needsApproval
            ? `it widens ${others.join(", ")}, which needs an approval`
            : null;
    if (problem !== null) throw new ControlRefusal("bad_request", `stages[${index}] (${stage.name}): ${problem}.`);
  });
}
