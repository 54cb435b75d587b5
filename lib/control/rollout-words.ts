import type { AdvanceCheck as AdvanceCheckView, RolloutSummary } from "@/lib/contract/rollout";
import { printDuration } from "@/lib/core/print-quantity";
import type { RolloutFacts } from "@/lib/core/rollout";
import { advanceChecks, firstUnmet } from "@/lib/core/rollout-checks";
import { nextStageIndex } from "@/lib/core/rollout-stages";
import type { KeptApproval } from "./approval-record";
import { isoTime, isoTimeOrNull } from "./iso-time";
import type { KeptRollout } from "./rollout-record";

/** The conditions of the next step of a rollout that stands in a stage; empty otherwise. */
export function checksOf({ rollout }: KeptRollout, facts: RolloutFacts): AdvanceCheckView[] {
  const isInStage = rollout.stageIndex >= 0 && (rollout.state === "running" || rollout.state === "paused");
  return isInStage ? advanceChecks(rollout, facts, { toIndex: nextStageIndex(rollout), isApproved: false }) : [];
}

/** A rollout in one line: where it stands, why, and who acts next. */
export function rolloutSummary(kept: KeptRollout, facts: RolloutFacts, waiting: KeptApproval | null): RolloutSummary {
  const { rollout } = kept;
  return {
    id: kept.id,
    alias: kept.alias,
    state: rollout.state,
    canary_route: kept.canaryRoute,
    stage_index: rollout.stageIndex,
    stage_count: rollout.stages.length,
    stage: rollout.stages[rollout.stageIndex]?.name ?? null,
    stage_entered_at: isoTimeOrNull(rollout.stageEnteredAtMs),
    waiting_for: waitingFor(kept, facts, waiting),
    text: textOf(kept, facts, waiting),
    next: nextOf(kept, facts, waiting),
    approval_id: waiting?.id ?? null,
    started_by: kept.startedBy,
    created_at: isoTime(kept.createdAtMs),
    updated_at: isoTime(kept.updatedAtMs),
  };
}

function waitingFor(
  kept: KeptRollout,
  facts: RolloutFacts,
  waiting: KeptApproval | null,
): RolloutSummary["waiting_for"] {
  const { state, stageIndex, stages, automation } = kept.rollout;
  if (state === "completed" || state === "rolled_back") return null;
  if (waiting !== null) return "approval";
  if (state === "paused" || state === "pending") return "person";
  if (stageIndex < 0) return stages[0]?.needsApproval === true ? "approval" : "person";
  const unmet = firstUnmet(checksOf(kept, facts));
  return unmet === null ? (automation.advance ? null : "person") : unmet.check;
}

function textOf(kept: KeptRollout, facts: RolloutFacts, waiting: KeptApproval | null): string {
  const { state, hold, stages, stageIndex, stageEnteredAtMs } = kept.rollout;
  const stage = stages[stageIndex]?.name;
  if (state === "completed") return `Completed: ${kept.canaryRoute} takes ${stage ?? "what it was given"}.`;
  if (state === "rolled_back")
    return `Rolled back${stage === undefined ? " before the first stage" : ` from ${stage}`}.`;
  if (stage === undefined) return facts.notReady ?? "Ready to start.";
  const since = printDuration(Math.max(0, facts.nowMs - (stageEnteredAtMs ?? facts.nowMs)));
  const head = `${stage} for ${since}`;
  if (hold !== null) return `${head}, on hold: ${hold.text}`;
  if (state === "paused") return `${head}, paused.`;
  if (waiting !== null) return `${head}. ${waiting.body.requested_by.name} asks: ${waiting.body.title}.`;
  const unmet = firstUnmet(checksOf(kept, facts));
  return unmet === null ? `${head}. Every condition of the next step is met.` : `${head}. ${unmet.text}`;
}

function nextOf(kept: KeptRollout, facts: RolloutFacts, waiting: KeptApproval | null): string {
  const { rollout } = kept;
  const index = nextStageIndex(rollout);
  const next = index === null ? null : (rollout.stages[index]?.name ?? null);
  if (rollout.state === "completed") return "Nobody: it is over.";
  if (rollout.state === "rolled_back") return "An operator may undo the roll back or start again.";
  if (waiting !== null) return `An approver decides on approval ${waiting.id}.`;
  if (rollout.state === "paused") return "Somebody resumes it or rolls it back.";
  if (rollout.state === "pending") return "The canary route has to get well first.";
  if (rollout.stageIndex < 0) return `An operator starts it${next === null ? "" : ` with ${next}`}.`;
  if (rollout.hold !== null) return "Somebody looks into it; going back needs no approval.";
  const unmet = firstUnmet(checksOf(kept, facts));
  if (unmet !== null && unmet.check !== "approval") return "Nobody: time and traffic decide.";
  if (next === null) return "Nobody: it completes by itself.";
  if (unmet !== null) return `An operator asks for an approval of ${next}.`;
  return rollout.automation.advance ? `It moves on to ${next} by itself.` : `An operator moves it on to ${next}.`;
}
