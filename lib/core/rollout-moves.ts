import type { AdvanceCheckName, Rollout, RolloutFacts, Shares } from "./rollout";
import { sharesAt } from "./rollout-stages";

/** Other shares than those in force, asked for by a person. */
export interface ShiftOrder {
  readonly kind: "shift";
  /** In force now, every cohort named. */
  readonly from: Shares;
  readonly to: Shares;
  readonly isApproved: boolean;
  /** Conditions that were not met when it was asked for, and that the approver signed for. */
  readonly signed: readonly AdvanceCheckName[];
}

/** What has to be done in the same transaction as the new state. */
export type RolloutEffect =
  | { readonly kind: "set_shares"; readonly shares: Shares }
  /** Back to the section before the canary was exposed. */
  | { readonly kind: "restore" }
  /** Approvals that wait on this rollout are void, for this reason. */
  | { readonly kind: "void_approvals"; readonly text: string };

/** A line for the timeline. */
export interface RolloutNote {
  readonly event: string;
  readonly text: string;
}

export type RolloutStep =
  | {
      readonly kind: "moved";
      readonly rollout: Rollout;
      readonly effects: readonly RolloutEffect[];
      readonly notes: readonly RolloutNote[];
    }
  | { readonly kind: "same" }
  /** `check` is `approval` when nothing else is missing. */
  | { readonly kind: "refused"; readonly check: AdvanceCheckName | null; readonly text: string };

/** The rollout in another stage, whose soak begins now. */
export function enterStage(rollout: Rollout, index: number, nowMs: number): Rollout {
  const approvedThrough = Math.max(rollout.approvedThrough, index);
  return { ...rollout, stageIndex: index, stageEnteredAtMs: nowMs, approvedThrough, hold: null };
}

export function refused(text: string, check: AdvanceCheckName | null = null): RolloutStep {
  return { kind: "refused", check, text };
}

export function moved(rollout: Rollout, effects: readonly RolloutEffect[], notes: readonly RolloutNote[]): RolloutStep {
  return { kind: "moved", rollout, effects, notes };
}

/** One stage on. Whoever calls it has seen every condition met. */
export function advanced(rollout: Rollout, index: number, facts: RolloutFacts): RolloutStep {
  return moved(
    enterStage(rollout, index, facts.nowMs),
    [{ kind: "set_shares", shares: sharesAt(rollout.stages, index) }],
    [{ event: "stage_entered", text: `Entered ${rollout.stages[index]?.name ?? "the next stage"}.` }],
  );
}

/** The last stage proved itself; traffic stays as it is. */
export function completed(rollout: Rollout): RolloutStep {
  const notes = [{ event: "completed", text: "Completed: the last stage proved itself." }];
  return moved({ ...rollout, state: "completed", hold: null }, [], notes);
}
