import { assertNever } from "./assert-never";
import { isOpenRollout, type Rollout, type RolloutFacts } from "./rollout";
import { advanceChecks, firstUnmet } from "./rollout-checks";
import { advanced, completed, enterStage, moved, type RolloutStep, refused, type ShiftOrder } from "./rollout-moves";
import { takeShift } from "./rollout-shift";
import { nextStageIndex, sharesAt } from "./rollout-stages";
import { takeTick } from "./rollout-tick";

/** What may happen to a rollout: a second that passed, or the order of a person. */
export type RolloutEvent =
  | { readonly kind: "tick" }
  | { readonly kind: "start"; readonly isApproved: boolean }
  | { readonly kind: "advance"; readonly isApproved: boolean }
  | ShiftOrder
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  | { readonly kind: "roll_back" };

/**
 * The one way a rollout changes. Ticks protect before they look at anything else and never expand what was not
 * approved; orders of people are taken or refused with a sentence. The same inputs give the same step.
 */
export function stepRollout(rollout: Rollout, event: RolloutEvent, facts: RolloutFacts): RolloutStep {
  if (!isOpenRollout(rollout)) {
    return event.kind === "tick" ? { kind: "same" } : refused("The rollout is over; start a new one.");
  }
  switch (event.kind) {
    case "tick":
      return takeTick(rollout, facts);
    case "start":
      return takeStart(rollout, event.isApproved, facts);
    case "advance":
      return takeAdvance(rollout, event.isApproved, facts);
    case "shift":
      return takeShift(rollout, event, facts);
    case "pause":
      return takePause(rollout);
    case "resume":
      return takeResume(rollout);
    case "roll_back":
      return takeRollBack(rollout);
    default:
      return assertNever(event);
  }
}

function takeStart(rollout: Rollout, isApproved: boolean, facts: RolloutFacts): RolloutStep {
  if (rollout.state === "running" || rollout.state === "paused") return refused("The rollout has started already.");
  const blocked = facts.notReady ?? facts.nextBlocked;
  if (blocked !== null) return refused(blocked);
  const index = nextStageIndex(rollout);
  const stage = index === null ? undefined : rollout.stages[index];
  if (index === null || stage === undefined) return refused("No stage of this rollout exposes anybody.");
  if (stage.needsApproval && !isApproved && index > rollout.approvedThrough) {
    return refused(`${stage.name} needs an approver's approval.`, "approval");
  }
  return moved(
    { ...enterStage(rollout, index, facts.nowMs), state: "running" },
    [{ kind: "set_shares", shares: sharesAt(rollout.stages, index) }],
    [{ event: "started", text: `Started with ${stage.name}.` }],
  );
}

function takeAdvance(rollout: Rollout, isApproved: boolean, facts: RolloutFacts): RolloutStep {
  if (rollout.state === "paused") return refused("The rollout is paused; resume it first.");
  if (rollout.state !== "running") return refused("The rollout has not started; start it first.");
  const index = nextStageIndex(rollout);
  if (index !== null && facts.nextBlocked !== null) return refused(facts.nextBlocked);
  const unmet = firstUnmet(advanceChecks(rollout, facts, { toIndex: index, isApproved }));
  if (unmet !== null) return refused(unmet.text, unmet.check);
  return index === null ? completed(rollout) : advanced(rollout, index, facts);
}

function takePause(rollout: Rollout): RolloutStep {
  if (rollout.state === "paused") return refused("The rollout is paused already.");
  if (rollout.state !== "running") return refused("The rollout has not started, so there is nothing to pause.");
  const notes = [{ event: "paused", text: "Paused; the gates go on protecting." }];
  return moved({ ...rollout, state: "paused" }, [], notes);
}

function takeResume(rollout: Rollout): RolloutStep {
  if (rollout.state !== "paused") return refused("The rollout is not paused.");
  const notes = [{ event: "resumed", text: "Resumed." }];
  return moved({ ...rollout, state: "running" }, [], notes);
}

/** Needs nothing: no approval, no evidence, no soak. Before the first stage there is no traffic to take back. */
function takeRollBack(rollout: Rollout): RolloutStep {
  const isExposed = rollout.stageIndex >= 0;
  const text = isExposed ? "Rolled back." : "Called off before the first stage.";
  return moved(
    { ...rollout, state: "rolled_back", hold: null },
    [...(isExposed ? [{ kind: "restore" } as const] : []), { kind: "void_approvals", text }],
    [{ event: "rolled_back", text }],
  );
}
