import type { AdvanceRequest, RolloutOrderResult } from "@/lib/contract/rollout";
import type { Principal } from "@/lib/contract/session";
import { stepRollout } from "@/lib/core/rollout-step";
import { audited } from "./audited";
import type { ControlContext } from "./context";
import { openRolloutOf } from "./open-rollout";
import { ControlRefusal } from "./refusal";
import { readFacts } from "./rollout-facts";
import { arrivedMs, baseOf, takeOrder } from "./rollout-order";
import type { StatedBase } from "./version-conflict";

export interface AdvanceInput extends Omit<AdvanceRequest, "base_version">, StatedBase {
  readonly alias: string;
}

/**
 * Moves a rollout on to its next stage when every condition is met, asks an approver when only the approval is missing,
 * and completes it after its last stage. Throws `ControlRefusal` 409 with the first condition that is not met.
 */
export async function advanceRollout(
  context: ControlContext,
  principal: Principal,
  input: AdvanceInput,
): Promise<RolloutOrderResult> {
  const startedMs = arrivedMs();
  const { alias, reason } = input;
  const attempt = { action: "rollout.advanced", object: `alias:${alias}`, asked: null, reason } as const;
  return audited(context, principal, attempt, async () => {
    const active = await baseOf(context, input, alias);
    const kept = await openRolloutOf(context, alias);
    if (kept === null) throw new ControlRefusal("conflict", `${alias} is not being rolled out; start a rollout first.`);
    const read = await readFacts(context, active, kept);
    const step = stepRollout(kept.rollout, { kind: "advance", isApproved: false }, read.facts);
    const isCompletion = step.kind === "moved" && step.rollout.state === "completed";
    const auditAction = isCompletion ? "rollout.completed" : "rollout.advanced";
    return takeOrder(context, principal, { active, kept, step, read, auditAction, reason, startedMs });
  });
}
