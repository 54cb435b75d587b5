import type { GateEvidence, GateSettings, GateVerdict, TargetHealth } from "@/lib/core/gate";
import type { SampleRatio } from "@/lib/core/sample-ratio";
import type { TargetBreaker } from "@/lib/core/target-health";

/** Who a cohort's canary callers are compared with; null where all of the cohort is on the canary. */
export interface StageCohort {
  readonly cohort: string;
  readonly reference: "control" | "stable" | null;
}

/** Which traffic belongs to a stage. */
export interface StageQuery {
  readonly alias: string;
  readonly canaryRoute: string;
  readonly stableRoute: string;
  /** Cohorts that send something to the canary. */
  readonly cohorts: readonly StageCohort[];
  /** Requests stamped with this version or a newer one: what came before had other shares. */
  readonly fromVersion: number;
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** What the ledger knows of a stage; the rest of `GateEvidence` is known outside of it. */
export type StageEvidence = Pick<GateEvidence, "spans" | "latency" | "comparedWith" | "recent" | "inFlight">;

/** What is known of a stage outside of the ledger, for its verdicts. */
export interface StageKnown {
  readonly settings: GateSettings;
  readonly dataUntilMs: number;
  readonly objectiveP95Ms: number | null;
  /** The route a retreat leads to. */
  readonly targetRoute: string;
  readonly targetBreaker: TargetBreaker | null;
}

/** The verdicts of a stage with the figures they stand on. */
export interface StageVerdicts {
  readonly verdicts: readonly GateVerdict[];
  readonly target: TargetHealth;
  /** Null without a control group, and without requests. */
  readonly sampleRatio: SampleRatio | null;
  readonly canaryRequests: number;
  readonly referenceRequests: number;
  readonly canaryRatePerSecond: number;
  readonly inFlight: GateEvidence["inFlight"];
}
