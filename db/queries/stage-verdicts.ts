import type Database from "better-sqlite3";
import { evaluateGates } from "@/lib/core/evaluate-gates";
import type { GateEvidence } from "@/lib/core/gate";
import { canaryRatePerSecond } from "@/lib/core/gate-evidence";
import { type SampleRatio, sampleRatio } from "@/lib/core/sample-ratio";
import { targetHealth } from "@/lib/core/target-health";
import type { StageKnown, StageQuery, StageVerdicts } from "../stage-evidence";
import { stageEvidence } from "./stage-evidence";

/**
 * The verdicts of a stage. They are worked out where the evidence is read: exact bounds of many requests take
 * milliseconds, once a second for every rollout, and the main thread has callers to serve.
 */
export function stageVerdicts(db: Database.Database, query: StageQuery, known: StageKnown): StageVerdicts {
  const measured = stageEvidence(db, query);
  // Calls of stable speak for the target only where they go to the same route.
  const spans = known.targetRoute === query.stableRoute ? measured.spans : [];
  const evidence: GateEvidence = {
    ...measured,
    sinceMs: query.sinceMs,
    dataUntilMs: known.dataUntilMs,
    target: targetHealth(known.targetRoute, known.targetBreaker, spans, query.nowMs),
    objectiveP95Ms: known.objectiveP95Ms,
  };
  return {
    verdicts: evaluateGates(known.settings, evidence),
    target: evidence.target,
    sampleRatio: ratioOf(evidence),
    canaryRequests: evidence.spans.reduce((sum, { canary }) => sum + canary.arrived, 0),
    referenceRequests: evidence.spans.reduce((sum, { reference }) => sum + reference.arrived, 0),
    canaryRatePerSecond: canaryRatePerSecond(evidence, ({ arrived }) => arrived) ?? 0,
    inFlight: evidence.inFlight,
  };
}

function ratioOf(evidence: GateEvidence): SampleRatio | null {
  if (evidence.comparedWith !== "control") return null;
  return sampleRatio(
    evidence.spans.map(({ paired, reference }) => ({ canary: paired.arrived, control: reference.arrived })),
  );
}
