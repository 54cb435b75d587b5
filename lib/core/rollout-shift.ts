import type { AdvanceCheckName, Rollout, RolloutFacts, Shares } from "./rollout";
import { type AdvanceCheck, advanceChecks } from "./rollout-checks";
import { enterStage, moved, type RolloutStep, refused, type ShiftOrder } from "./rollout-moves";
import { INTERNAL_COHORT, placeShares, shareOf, sharesAt } from "./rollout-stages";

/** What an approver may sign for although it is not met: it is not there yet. What is bad or unknown is never signed. */
export const SIGNABLE_CHECKS: readonly AdvanceCheckName[] = ["soak", "traffic", "sufficiency"];

/**
 * A share that a person asks for. Less is always taken. More is refused on a breach, on evidence that is missing or
 * cannot be compared, and while paused; `internal` and what was approved before may be taken directly; anything else
 * needs an approval whose approver signed for every condition that is not met.
 */
export function takeShift(rollout: Rollout, order: ShiftOrder, facts: RolloutFacts): RolloutStep {
  const wider = widened(order.from, order.to);
  if (wider.length === 0) return narrow(rollout, order, facts);
  if (rollout.state === "paused") return refused("The rollout is paused; resume it before you widen it.");
  if (facts.notReady !== null) return refused(facts.notReady);
  const approved = sharesAt(rollout.stages, rollout.approvedThrough);
  const isCovered = wider.every(
    (cohort) => cohort === INTERNAL_COHORT || shareOf(order.to, cohort) <= shareOf(approved, cohort),
  );
  const checks = checksOfShift(rollout, facts);
  const bad = checks.find(({ check, status }) => status !== "ok" && !SIGNABLE_CHECKS.includes(check));
  if (bad !== undefined) return refused(bad.text, bad.check);
  if (!isCovered && !order.isApproved) {
    return refused("More than was approved needs an approver's approval.", "approval");
  }
  const unsigned = checks.find(({ check, status }) => status !== "ok" && !order.signed.includes(check));
  if (!isCovered && unsigned !== undefined) return refused(unsigned.text, unsigned.check);
  return shifted(rollout, order, facts);
}

/** The conditions of the stage in force that a shift is held against; none before the first stage. */
export function checksOfShift(rollout: Rollout, facts: RolloutFacts): AdvanceCheck[] {
  if (rollout.stageIndex < 0) return [];
  return advanceChecks(rollout, facts, { toIndex: null, isApproved: true });
}

/** Cohorts that would get more. */
export function widened(from: Shares, to: Shares): string[] {
  return Object.keys(to).filter((cohort) => shareOf(to, cohort) > shareOf(from, cohort));
}

/** Back to nothing at all is a roll back by hand; anything else is a lower stage. */
function narrow(rollout: Rollout, order: ShiftOrder, facts: RolloutFacts): RolloutStep {
  if (!Object.values(order.to).every((percent) => percent === 0)) {
    return shifted(rollout, order, facts);
  }
  const text = "Every cohort was taken back to 0%.";
  return moved(
    { ...rollout, state: "rolled_back", hold: null },
    [
      { kind: "set_shares", shares: order.to },
      { kind: "void_approvals", text },
    ],
    [{ event: "rolled_back", text }],
  );
}

/** A stage made below what was approved moves the mark along with the stages above it. */
function shifted(rollout: Rollout, order: ShiftOrder, facts: RolloutFacts): RolloutStep {
  const { stages, index, isPlanned } = placeShares(rollout, order.to);
  const movesMark = !isPlanned && index <= rollout.approvedThrough;
  const approvedThrough = movesMark ? rollout.approvedThrough + 1 : rollout.approvedThrough;
  const entered = enterStage({ ...rollout, stages, approvedThrough }, index, facts.nowMs);
  const name = stages[index]?.name ?? "another stage";
  return moved(
    { ...entered, state: rollout.state === "paused" ? "paused" : "running" },
    [{ kind: "set_shares", shares: order.to }],
    [{ event: "stage_entered", text: `Shifted to ${name}.` }],
  );
}
