import type { GateName, GateVerdict, TargetHealth } from "./gate";

/** The guarded move of cohorts from stable to canary over stages: its states, its parts and what is known about it. */

export const ROLLOUT_STATES = ["pending", "ready", "running", "paused", "completed", "rolled_back"] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** States in which a rollout still looks after its alias. An alias has one open rollout at most. */
export const OPEN_ROLLOUT_STATES = ["pending", "ready", "running", "paused"] as const satisfies readonly RolloutState[];

/** What stands between a rollout and its next stage, in the order in which it is asked. */
export const ADVANCE_CHECKS = [
  "soak",
  "evidence",
  "traffic",
  "protection",
  "sample_ratio",
  "sufficiency",
  "approval",
] as const;
export type AdvanceCheckName = (typeof ADVANCE_CHECKS)[number];

/** Canary percentage by cohort. */
export type Shares = Readonly<Record<string, number>>;

export interface RolloutStage {
  readonly name: string;
  /** A cohort the stage does not name keeps what the stages before set. */
  readonly shares: Shares;
  readonly soakMs: number;
  /** The gates that decide about leaving this stage; null for every one. Protection always looks at all of them. */
  readonly gates: readonly GateName[] | null;
  readonly needsApproval: boolean;
}

/** What the machine may do by itself. */
export interface RolloutAutomation {
  readonly advance: boolean;
  readonly hold: boolean;
  readonly stepDown: boolean;
  readonly rollBack: boolean;
}

/** Why a rollout stands still although nobody paused it. */
export interface RolloutHold {
  /** A check, a gate, or `target`: the same code is the same hold. */
  readonly code: string;
  readonly text: string;
  readonly sinceMs: number;
}

export interface Rollout {
  readonly state: RolloutState;
  readonly stages: readonly RolloutStage[];
  /** The stage in force; -1 before the first. */
  readonly stageIndex: number;
  /** When the soak of the stage began, epoch milliseconds; null before the first. */
  readonly stageEnteredAtMs: number | null;
  /** Stages up to this index may be entered without asking again. */
  readonly approvedThrough: number;
  readonly automation: RolloutAutomation;
  readonly hold: RolloutHold | null;
}

/** One gate's answer, as far as a rollout reads it. */
export type GateFact = Pick<GateVerdict, "gate" | "mode" | "action" | "verdict" | "heldBecause" | "reason">;

/** What is known about the stage in force. */
export interface StageFacts {
  /** Requests counted started at this moment or later, on this stage's version. */
  readonly sinceMs: number;
  readonly dataUntilMs: number;
  readonly canaryRequests: number;
  /** Null where canary and control cannot be compared. */
  readonly sampleRatio: { readonly p: number; readonly isMismatch: boolean } | null;
  /** The route a retreat would move traffic to. */
  readonly target: TargetHealth;
  readonly gates: readonly GateFact[];
}

/** Everything a transition may look at besides the rollout. */
export interface RolloutFacts {
  readonly nowMs: number;
  /** Null when it cannot be read, or before the first stage. */
  readonly evidence: StageFacts | null;
  /** Why the canary cannot be exposed at all; null when it can. */
  readonly notReady: string | null;
  /** Why the next stage may not be entered by anybody, whatever its gates say; null when it may. */
  readonly nextBlocked: string | null;
  /** Who else took the traffic back or replaced the canary, in words; null when nobody did. */
  readonly endedBy: string | null;
}

/** Evidence older than this is no ground for a step. */
export const FRESH_WITHIN_MS = 30_000;

/** True while the rollout is neither completed nor rolled back. */
export function isOpenRollout(rollout: Pick<Rollout, "state">): boolean {
  return rollout.state !== "completed" && rollout.state !== "rolled_back";
}
