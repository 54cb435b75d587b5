import type { GateAction } from "./gate";
import type { GateFact, Rollout, RolloutFacts } from "./rollout";
import { advanceChecks, breachedGates, firstUnmet, staleness } from "./rollout-checks";
import { advanced, completed, enterStage, moved, type RolloutEffect, type RolloutStep } from "./rollout-moves";
import { lowerStageIndex, nextStageIndex, sharesAt } from "./rollout-stages";

const SAME: RolloutStep = { kind: "same" };

/**
 * What a second that passed does: end a rollout whose traffic somebody took, retreat from a breach, hold where evidence
 * is missing or cannot be compared, and go on where that is allowed. Missing data never moves traffic.
 */
export function takeTick(rollout: Rollout, facts: RolloutFacts): RolloutStep {
  if (rollout.stageIndex < 0) return beforeTheFirstStage(rollout, facts);
  if (facts.endedBy !== null) return ended(rollout, facts.endedBy);
  const stale = staleness(rollout, facts);
  const isSoaking = facts.nowMs < (rollout.stageEnteredAtMs ?? 0) + (rollout.stages[rollout.stageIndex]?.soakMs ?? 0);
  if (stale !== null) return isSoaking ? SAME : holding(rollout, facts, { code: "evidence", text: stale }, false);
  const [breach] = breachedGates(facts);
  if (breach !== undefined) return retreat(rollout, facts, breach);
  const checks = advanceChecks(rollout, facts, { toIndex: nextStageIndex(rollout), isApproved: false });
  const unmet = firstUnmet(checks);
  const ratio = checks.find(({ check, status }) => check === "sample_ratio" && status === "failed");
  if (ratio !== undefined) return holding(rollout, facts, { code: "sample_ratio", text: ratio.text }, true);
  if (unmet?.check === "traffic") return holding(rollout, facts, { code: "traffic", text: unmet.text }, false);
  if (rollout.hold !== null) return released(rollout);
  return unmet === null ? onward(rollout, facts) : SAME;
}

function beforeTheFirstStage(rollout: Rollout, { notReady }: RolloutFacts): RolloutStep {
  const state = notReady === null ? "ready" : "pending";
  if (rollout.state === state) return SAME;
  const note = notReady === null ? { event: "ready", text: "Ready to start." } : { event: "pending", text: notReady };
  return moved({ ...rollout, state }, [], [note]);
}

function ended(rollout: Rollout, by: string): RolloutStep {
  const effects = [{ kind: "void_approvals", text: by } as const];
  return moved({ ...rollout, state: "rolled_back", hold: null }, effects, [{ event: "rolled_back", text: by }]);
}

/** Every condition is met: the last stage completes; another one is entered only where that was opted for. */
function onward(rollout: Rollout, facts: RolloutFacts): RolloutStep {
  if (rollout.state !== "running") return SAME;
  const index = nextStageIndex(rollout);
  if (index === null) return completed(rollout);
  return rollout.automation.advance && facts.nextBlocked === null ? advanced(rollout, index, facts) : SAME;
}

/** Back to safety as far as it is allowed, and never onto a route that fails as well. */
function retreat(rollout: Rollout, facts: RolloutFacts, breach: GateFact): RolloutStep {
  const action = allowed(breach.action, rollout);
  const hold = { code: breach.gate, text: breach.heldBecause ?? breach.reason };
  if (action === "hold") return holding(rollout, facts, hold, true);
  const target = facts.evidence?.target;
  if (target?.status === "failing") {
    const text = `${breach.reason} Traffic stays where it is: ${target.route} fails as well (${target.why}).`;
    return holding(rollout, facts, { code: "target", text }, true);
  }
  const lower = action === "step_down" ? lowerStageIndex(rollout) : -1;
  if (lower >= 0) return steppedDown(rollout, facts, lower, breach);
  if (!rollout.automation.rollBack) return holding(rollout, facts, hold, true);
  const text = `Rolled back by the machine: ${breach.reason}`;
  const effects: RolloutEffect[] = [{ kind: "restore" }, { kind: "void_approvals", text: breach.reason }];
  return moved({ ...rollout, state: "rolled_back", hold: null }, effects, [{ event: "rolled_back", text }]);
}

/** The strongest action that is both asked for and switched on. */
function allowed(asked: GateAction, { automation }: Rollout): GateAction {
  if (asked === "roll_back" && automation.rollBack) return "roll_back";
  return asked !== "hold" && automation.stepDown ? "step_down" : "hold";
}

/** What was approved above the lower stage has been disproved, so it has to be asked for again. */
function steppedDown(rollout: Rollout, facts: RolloutFacts, index: number, breach: GateFact): RolloutStep {
  const lower = { ...enterStage(rollout, index, facts.nowMs), approvedThrough: index };
  const text = `Stepped down to ${rollout.stages[index]?.name ?? "the stage before"} by the machine: ${breach.reason}`;
  return moved(
    lower,
    [
      { kind: "set_shares", shares: sharesAt(rollout.stages, index) },
      { kind: "void_approvals", text: breach.reason },
    ],
    [{ event: "stepped_down", text }],
  );
}

/** Kept once: the same hold is not written again every second. */
function holding(
  rollout: Rollout,
  facts: RolloutFacts,
  { code, text }: { readonly code: string; readonly text: string },
  isBreach: boolean,
): RolloutStep {
  if (!rollout.automation.hold || rollout.hold?.code === code) return SAME;
  const effects = isBreach ? [{ kind: "void_approvals", text } as const] : [];
  return moved({ ...rollout, hold: { code, text, sinceMs: facts.nowMs } }, effects, [{ event: "held", text }]);
}

function released(rollout: Rollout): RolloutStep {
  const text = "The reason to hold is gone; nothing was moved.";
  return moved({ ...rollout, hold: null }, [], [{ event: "hold_ended", text }]);
}
