import type { SpanCount } from "./e-process";
import type { ArmCounts, EvidenceSpan, GateEvidence, RateGate } from "./gate";

const MINUTE_MS = 60_000;
/** Rates for forecasts look back this far, so that they follow the traffic of now. */
const RATE_WINDOW_MS = 10 * MINUTE_MS;
const SHORTEST_RATE_WINDOW_MS = 15_000;

export type EvidenceArm = "canary" | "paired" | "reference" | "stable";

/** Failures of one gate among what it counts. */
export interface GateCount {
  readonly failures: number;
  readonly total: number;
}

/** What a gate counts in one arm's figures: requests for whole outcomes, calls for everything else. */
export function countFor(gate: RateGate, counts: ArmCounts): GateCount {
  const isOfRequests = gate === "acceptance" || gate === "fallback_volume";
  const total = isOfRequests ? counts.requests : counts.calls;
  // A request that fell back and was then excused counts on one side only.
  return { failures: Math.min(counts.failures[gate], total), total };
}

/** Calls that were served, but slower than the objective. */
export function slowCount({ slow, calls }: ArmCounts): GateCount {
  return { failures: Math.min(slow, calls), total: calls };
}

/** One arm's counts of a gate in every span from a minute of the stage on. */
export function spanCounts(
  evidence: GateEvidence,
  arm: EvidenceArm,
  count: (counts: ArmCounts) => GateCount,
  fromMinute = 0,
): SpanCount[] {
  return evidence.spans.flatMap((span) => {
    const minute = minuteOf(evidence, span);
    const { failures, total } = count(span[arm]);
    return minute < fromMinute || total === 0 ? [] : [{ minute, failures, total }];
  });
}

export function sumCounts(counts: readonly GateCount[]): GateCount {
  return counts.reduce(
    (sum, { failures, total }) => ({ failures: sum.failures + failures, total: sum.total + total }),
    { failures: 0, total: 0 },
  );
}

/** Canary calls or requests a second, as they came lately; null without any. */
export function canaryRatePerSecond(evidence: GateEvidence, totalOf: (counts: ArmCounts) => number): number | null {
  const fromMs = Math.max(evidence.sinceMs, evidence.dataUntilMs - RATE_WINDOW_MS);
  const windowMs = Math.max(SHORTEST_RATE_WINDOW_MS, evidence.dataUntilMs - fromMs);
  let total = 0;
  for (const span of evidence.spans) {
    if (span.atMs + MINUTE_MS > fromMs) total += totalOf(span.canary);
  }
  return total === 0 ? null : (total * 1_000) / windowMs;
}

/** The minute of the stage a span starts in; the one in which the stage itself started is 0. */
function minuteOf(evidence: GateEvidence, span: EvidenceSpan): number {
  return Math.max(0, Math.ceil((span.atMs - evidence.sinceMs) / MINUTE_MS));
}

/** 0 where nothing was counted. */
export function rateOf({ failures, total }: GateCount): number {
  return total === 0 ? 0 : failures / total;
}
