import { isSurelyBelow, upperBound } from "./exact-bound";
import type { GateArm, GateEvidence, GateVerdict, RateGate, RateRule } from "./gate";
import { TRIP_LOG_E } from "./gate-alpha";
import { canaryRatePerSecond, countFor, type GateCount, rateOf, spanCounts, sumCounts } from "./gate-evidence";
import { gateForecast } from "./gate-forecast";
import { allowedAction } from "./gate-hold";
import { rateDifference } from "./rate-difference";
import { rateReason } from "./rate-reason";
import { type RateTrip, rateTrip } from "./rate-trip";
import { wilsonInterval } from "./wilson-interval";

/** A canary this likely to be only unlucky against its control group does not pass yet. */
const NOT_WORSE_P = 0.05;

/**
 * A failure rate against its limit. It fails by tests that need no minimum of data and stay true at every look; it
 * passes when the exact upper bound of the rate lies below the limit and the canary is not worse than its control group.
 */
export function rateGate(gate: RateGate, rule: RateRule, evidence: GateEvidence): GateVerdict {
  const { limit } = rule;
  const trip = rateTrip(gate, limit, evidence);
  const { canary, trippedBy } = trip;
  const isWorse = trip.isWorse(NOT_WORSE_P);
  const isPassed = trippedBy === null && !isWorse && isSurelyBelow(canary.failures, canary.total, limit);
  const spans = spanCounts(evidence, "canary", (counts) => countFor(gate, counts));
  const reference = sumCounts(spanCounts(evidence, "reference", (counts) => countFor(gate, counts)));
  const paired = sumCounts(spanCounts(evidence, "paired", (counts) => countFor(gate, counts)));
  const forecast = gateForecast(
    spans,
    canary,
    limit,
    { run: trip.run, isPassed, fixedLength: gate === "auth" ? trip.tripLength : null },
    canaryRatePerSecond(evidence, (counts) => countFor(gate, counts).total),
  );
  const needed = canary.total + (forecast.requestsNeeded ?? 0);
  const verdict = trippedBy !== null ? "fail" : isPassed ? "pass" : "not_enough_data";
  return {
    gate,
    mode: rule.mode,
    ...actionOf(gate, rule, trip, evidence),
    verdict,
    trippedBy,
    unit: "share",
    canary: armOf(canary),
    stable: armOf(reference),
    comparedWith: reference.total > 0 ? evidence.comparedWith : null,
    difference: rateDifference(paired, reference),
    limit,
    upperBound: canary.total === 0 ? null : upperBound(canary.failures, canary.total),
    evidence: isPassed ? 1 : needed === 0 ? 0 : Math.min(1, canary.total / needed),
    alarm: alarmOf(gate, trip),
    forecast,
    reason: rateReason(gate, limit, {
      verdict,
      trip,
      isWorse,
      reference,
      comparedWith: evidence.comparedWith,
      forecast,
    }),
  };
}

function armOf(count: GateCount): GateArm {
  return {
    k: count.failures,
    n: count.total,
    value: count.total === 0 ? null : rateOf(count),
    interval: wilsonInterval(count.failures, count.total),
  };
}

/** A canary that is worse than its control group but within the limit is stopped from growing, no more. */
function actionOf(
  gate: RateGate,
  rule: RateRule,
  trip: RateTrip,
  evidence: GateEvidence,
): Pick<GateVerdict, "action" | "heldBecause"> {
  if (trip.trippedBy === null) return { action: rule.action, heldBecause: null };
  if (trip.trippedBy === "comparison") return { action: "hold", heldBecause: null };
  const lastMinute = spanCounts(evidence, "canary", (counts) => countFor(gate, counts)).at(-1)?.minute ?? 0;
  const sinceMinute = trip.trippedBy === "e_process" ? trip.sinceMinute : Math.max(0, lastMinute - 1);
  return allowedAction(rule.action, evidence, sinceMinute, (counts) => countFor(gate, counts), rule.limit);
}

/** The nearer of the two ways to trip. */
function alarmOf(gate: RateGate, trip: RateTrip): number {
  if (trip.trippedBy !== null) return 1;
  const byRun = (gate === "auth" ? trip.canary.failures : trip.run) / trip.tripLength;
  return Math.min(1, Math.max(0, byRun, trip.logE / TRIP_LOG_E));
}
