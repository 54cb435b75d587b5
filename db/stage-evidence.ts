import type { GateEvidence } from "@/lib/core/gate";

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
