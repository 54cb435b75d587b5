import { compareRates, type RateComparison } from "./compare-rates";
import { stageEvidence } from "./e-process";
import type { GateEvidence, GateTrip, RateGate } from "./gate";
import { STAGE_ALPHA, TRIP_LOG_E, TRIPWIRE_ALPHA } from "./gate-alpha";
import { countFor, type GateCount, rateOf, spanCounts, sumCounts } from "./gate-evidence";
import { tripwireLength } from "./tripwire";

/** More failed calls than one request can make: its retries alone never trip a gate. */
const MOST_CALLS_OF_A_REQUEST = 6;
const COMPARISON_LOG_E = Math.log(1 / STAGE_ALPHA);
/** A difference smaller than this share of the limit is not worth a stop, however surely it is there. */
const RELEVANT_SHARE_OF_LIMIT = 0.1;

/** What the counts of one rate gate say of harm. */
export interface RateTrip {
  readonly trippedBy: GateTrip | null;
  readonly canary: GateCount;
  /** The latest failures in a row, and the length that trips. */
  readonly run: number;
  readonly tripLength: number;
  readonly logE: number;
  /** The minute of the stage from which on the failure speaks loudest. */
  readonly sinceMinute: number;
  readonly comparison: RateComparison | null;
  /** The comparison says worse, and by enough to matter. */
  readonly isWorse: (p: number) => boolean;
}

/** Whether a rate is surely above its limit, by the tests that need no minimum of data. */
export function rateTrip(gate: RateGate, limit: number, evidence: GateEvidence): RateTrip {
  const spans = spanCounts(evidence, "canary", (counts) => countFor(gate, counts));
  const canary = sumCounts(spans);
  const { logE, sinceMinute } = stageEvidence(spans, limit);
  const run = runOfFailures(gate, evidence);
  const tripLength = gate === "auth" ? 2 : tripwireLength(canary.total, limit, TRIPWIRE_ALPHA);
  const paired = sumCounts(spanCounts(evidence, "paired", (counts) => countFor(gate, counts)));
  const reference = sumCounts(spanCounts(evidence, "reference", (counts) => countFor(gate, counts)));
  const isTested = evidence.comparedWith !== null && evidence.comparedWith !== "other_cohorts";
  const comparison = isTested ? compareRates(paired, reference) : null;
  const gap = comparison === null ? 0 : rateOf(paired) - rateOf(reference);
  const isRelevant = gap >= limit * RELEVANT_SHARE_OF_LIMIT;
  const trippedBy = ((): GateTrip | null => {
    // An account error is never retried, so two of them are two requests: no statistics needed.
    if (gate === "auth" && canary.failures >= 2) return "distinct_requests";
    if (run >= tripLength) return "tripwire";
    if (logE >= TRIP_LOG_E && isOfSeveralRequests(gate, canary, evidence)) return "e_process";
    return comparison !== null && isRelevant && comparison.logE >= COMPARISON_LOG_E ? "comparison" : null;
  })();
  const isWorse = (p: number): boolean => comparison !== null && isRelevant && comparison.p < p;
  return { trippedBy, canary, run, tripLength, logE, sinceMinute, comparison, isWorse };
}

/** The newest finished requests that count against the gate, without a good one between. */
function runOfFailures(gate: RateGate, evidence: GateEvidence): number {
  const isOfRequests = gate === "acceptance" || gate === "fallback_volume";
  const judged = evidence.recent.filter(({ isCalled }) => isCalled || isOfRequests);
  const good = judged.findIndex(({ failed }) => !failed.includes(gate));
  return good === -1 ? judged.length : good;
}

function isOfSeveralRequests(gate: RateGate, canary: GateCount, evidence: GateEvidence): boolean {
  if (canary.failures > MOST_CALLS_OF_A_REQUEST) return true;
  return evidence.recent.filter(({ failed }) => failed.includes(gate)).length >= 2;
}
