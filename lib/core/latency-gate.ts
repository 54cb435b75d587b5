import { type SpanCount, stageEvidence } from "./e-process";
import { isSurelyBelow, totalForBound, upperBound } from "./exact-bound";
import type { GateArm, GateEvidence, GateTrip, GateVerdict, LatencyRule } from "./gate";
import { E_PROCESS_ALPHA, STAGE_ALPHA, TRIP_LOG_E } from "./gate-alpha";
import { canaryRatePerSecond, slowCount, spanCounts } from "./gate-evidence";
import { gateForecast } from "./gate-forecast";
import { allowedAction } from "./gate-hold";
import { latencyReason } from "./latency-reason";
import { countAbove, countOf, estimateQuantile, quantileDifference } from "./quantile-difference";

export type LatencyGate = "latency_p95" | "latency_p99";

const QUANTILE: Readonly<Record<LatencyGate, number>> = { latency_p95: 0.95, latency_p99: 0.99 };
/** Without a limit of its own, p99 may take this many times the p95 objective. */
const P99_OVER_P95 = 2;

/** What both tests of a latency gate found. */
export interface LatencyFindings {
  readonly quantile: number;
  readonly limitMs: number | null;
  readonly slow: number;
  readonly total: number;
  readonly logE: number;
  readonly difference: GateVerdict["difference"];
  /** By how many milliseconds the canary may surely be slower; null without anything to compare with. */
  readonly allowedMs: number | null;
  readonly trippedBy: GateTrip | null;
  readonly isUnderLimit: boolean | null;
  readonly isNearReference: boolean | null;
}

/**
 * A percentile against a limit and against the control group. "p95 under L" is a rate: at most 5 % of calls longer than
 * L, judged like any other rate gate. The comparison takes the order-statistic interval of the difference. A gate passes
 * when every test it has data for passes; without limit and without a group to compare with there is nothing to pass.
 */
export function latencyGate(gate: LatencyGate, rule: LatencyRule, evidence: GateEvidence): GateVerdict {
  const found = latencyFindings(gate, rule, evidence);
  const share = 1 - found.quantile;
  const tests = [found.isUnderLimit, found.isNearReference].filter((test) => test !== null);
  const isPassed = found.trippedBy === null && tests.length > 0 && tests.every(Boolean);
  const verdict = found.trippedBy !== null ? "fail" : isPassed ? "pass" : "not_enough_data";
  const count = { failures: found.slow, total: found.total };
  const ratePerSecond = canaryRatePerSecond(evidence, (counts) => counts.calls);
  const forecast = gateForecast(limitSpans(gate, rule, evidence), count, share, NO_RUN(isPassed), ratePerSecond);
  const needed = Math.max(found.total, totalForBound(found.slow, share));
  const allowed =
    found.trippedBy === "e_process"
      ? allowedAction(rule.action, evidence, 0, slowCount, share)
      : { action: found.trippedBy === null ? rule.action : ("hold" as const), heldBecause: null };
  return {
    gate,
    mode: rule.mode,
    ...allowed,
    verdict,
    trippedBy: found.trippedBy,
    unit: "ms",
    canary: armOf(evidence.latency.canary, found),
    stable: armOf(evidence.latency.reference, found),
    comparedWith: countOf(evidence.latency.reference) > 0 ? evidence.comparedWith : null,
    difference: found.difference,
    limit: found.limitMs,
    upperBound: found.limitMs === null || found.total === 0 ? null : upperBound(found.slow, found.total),
    evidence: isPassed ? 1 : Math.min(1, found.total / needed),
    alarm: found.trippedBy !== null ? 1 : Math.min(1, Math.max(0, found.logE / TRIP_LOG_E)),
    forecast,
    reason: latencyReason(found, verdict, evidence.comparedWith),
  };
}

const NO_RUN = (isPassed: boolean) => ({ run: 0, isPassed, fixedLength: null });

function latencyFindings(gate: LatencyGate, rule: LatencyRule, evidence: GateEvidence): LatencyFindings {
  const quantile = QUANTILE[gate];
  const { canary, paired, reference } = evidence.latency;
  const limitMs = limitOf(gate, rule, evidence);
  const total = countOf(canary);
  const slow = limitMs === null ? 0 : countAbove(canary, limitMs);
  const logE = limitMs === null ? 0 : stageEvidence(limitSpans(gate, rule, evidence), 1 - quantile).logE;
  const difference = quantileDifference(paired, reference, quantile);
  const theirs = estimateQuantile(reference, quantile);
  const allowedMs = theirs === null ? null : theirs.valueMs * rule.maxIncrease;
  // To fail takes surer ground than to pass: it is looked at every second.
  const sure = quantileDifference(paired, reference, quantile, 1 - STAGE_ALPHA)?.interval ?? null;
  const isSurelySlower = allowedMs !== null && sure !== null && sure[0] > allowedMs;
  return {
    quantile,
    limitMs,
    slow,
    total,
    logE,
    difference,
    allowedMs,
    trippedBy: logE >= Math.log(1 / E_PROCESS_ALPHA) ? "e_process" : isSurelySlower ? "comparison" : null,
    isUnderLimit: limitMs === null ? null : isSurelyBelow(slow, total, 1 - quantile),
    isNearReference: allowedMs === null ? null : (difference?.interval?.[1] ?? Number.POSITIVE_INFINITY) <= allowedMs,
  };
}

function limitOf(gate: LatencyGate, rule: LatencyRule, evidence: GateEvidence): number | null {
  if (rule.limitMs !== null || evidence.objectiveP95Ms === null) return rule.limitMs;
  return gate === "latency_p95" ? evidence.objectiveP95Ms : evidence.objectiveP95Ms * P99_OVER_P95;
}

/** Slow calls minute by minute where the ledger counted them (the objective's own limit), else of the whole stage. */
function limitSpans(gate: LatencyGate, rule: LatencyRule, evidence: GateEvidence): SpanCount[] {
  if (gate === "latency_p95" && rule.limitMs === null) {
    return spanCounts(evidence, "canary", slowCount);
  }
  const limitMs = limitOf(gate, rule, evidence);
  const total = countOf(evidence.latency.canary);
  if (limitMs === null || total === 0) return [];
  return [{ minute: 0, failures: countAbove(evidence.latency.canary, limitMs), total }];
}

function armOf(histogram: GateEvidence["latency"]["canary"], found: LatencyFindings): GateArm {
  const estimate = estimateQuantile(histogram, found.quantile);
  return {
    k: found.limitMs === null ? null : countAbove(histogram, found.limitMs),
    n: countOf(histogram),
    value: estimate?.valueMs ?? null,
    interval: estimate?.interval ?? null,
  };
}
