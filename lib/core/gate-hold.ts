import { logEvidence } from "./e-process";
import type { ArmCounts, GateAction, GateEvidence } from "./gate";
import { type GateCount, rateOf, spanCounts, sumCounts } from "./gate-evidence";

/** Evidence of harm on stable that is enough to doubt it as a refuge: 20 to 1. */
const DOUBT_LOG_E = Math.log(20);
/** A canary this many times worse than stable is left all the same: the less bad route wins. */
const CLEARLY_WORSE = 2;

/** The action a failed gate may take, milder than configured where moving traffic would not help. */
export interface AllowedAction {
  readonly action: GateAction;
  readonly heldBecause: string | null;
}

/**
 * Turns a roll back or step down into a hold when the route it would lead to is no better: its breaker is open or its
 * provider refuses it, or the same failure hits stable alike since the canary began to fail. Automation never moves
 * traffic onto a broken route; a person still may. An unknown target does not hold: the canary surely fails.
 */
export function allowedAction(
  action: GateAction,
  evidence: GateEvidence,
  sinceMinute: number,
  count: (counts: ArmCounts) => GateCount,
  limit: number,
): AllowedAction {
  if (action === "hold") return { action, heldBecause: null };
  const { target } = evidence;
  if (target.status === "failing")
    return { action: "hold", heldBecause: `${target.route} is no refuge: ${target.why}` };
  const canary = sumCounts(spanCounts(evidence, "canary", count, sinceMinute));
  const stable = sumCounts(spanCounts(evidence, "stable", count, sinceMinute));
  const isStableHit = stable.total > 0 && logEvidence(stable.failures, stable.total, limit) >= DOUBT_LOG_E;
  if (!isStableHit || rateOf(canary) >= CLEARLY_WORSE * rateOf(stable)) return { action, heldBecause: null };
  return {
    action: "hold",
    heldBecause: `The same failure hits stable: ${stable.failures} of ${stable.total} there since it began.`,
  };
}
