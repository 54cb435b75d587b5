import { upperBound } from "./exact-bound";
import type { ComparedWith, GateAnswer, GateForecast, RateGate } from "./gate";
import { type GateCount, rateOf } from "./gate-evidence";
import { COMPARED_WITH, COUNTED } from "./gate-words";
import { printCount, printDuration, printMeasuredShare, printSetPercent } from "./print-quantity";
import type { RateTrip } from "./rate-trip";

interface Facts {
  readonly verdict: GateAnswer;
  readonly trip: RateTrip;
  readonly isWorse: boolean;
  readonly reference: GateCount;
  readonly comparedWith: ComparedWith | null;
  readonly forecast: GateForecast;
}

/** Why a rate gate answers what it answers, with the numbers in it. */
export function rateReason(gate: RateGate, limit: number, facts: Facts): string {
  const { canary } = facts.trip;
  if (canary.total === 0) return `No canary ${COUNTED[gate].of} yet.`;
  if (facts.verdict === "fail") return failReason(gate, limit, facts);
  const bound = upperBound(canary.failures, canary.total);
  if (facts.verdict === "pass") {
    const compared = facts.trip.comparison === null ? "" : `, and it is no worse than ${whom(facts)}`;
    return `${counted(gate, canary)}: surely below ${percent(limit)} (at most ${printMeasuredShare(bound)})${compared}.`;
  }
  if (bound < limit && facts.isWorse) {
    return `${counted(gate, canary)}: below ${percent(limit)}, but ${whom(facts)} had ${ofTotal(facts.reference)}. More is needed to tell luck from harm.`;
  }
  return `${counted(gate, canary)}. ${printCount(facts.forecast.requestsNeeded ?? 0)} more good ones prove less than ${percent(limit)}${duration(facts.forecast)}.`;
}

function failReason(gate: RateGate, limit: number, facts: Facts): string {
  const { trip } = facts;
  switch (trip.trippedBy) {
    case "distinct_requests":
      return `${printCount(trip.canary.failures)} ${COUNTED[gate].of} ${COUNTED[gate].are}: its owner has to act, waiting does not help.`;
    case "tripwire":
      return `The last ${printCount(trip.run)} requests in a row ${COUNTED[gate].are}; ${trip.tripLength} are enough.`;
    case "comparison":
      return `${counted(gate, trip.canary)}, of ${whom(facts)} ${ofTotal(facts.reference)}: surely worse.`;
    default:
      return `${counted(gate, trip.canary)}: surely above ${percent(limit)}.`;
  }
}

function counted(gate: RateGate, count: GateCount): string {
  return `${printCount(count.failures)} of ${printCount(count.total)} ${COUNTED[gate].of} ${COUNTED[gate].are}`;
}

function ofTotal(count: GateCount): string {
  return `${printCount(count.failures)} of ${printCount(count.total)} (${printMeasuredShare(rateOf(count))})`;
}

function whom({ comparedWith }: Facts): string {
  return comparedWith === null ? "stable" : COMPARED_WITH[comparedWith];
}

function duration({ minutesNeeded }: GateForecast): string {
  return minutesNeeded === null ? "" : `, about ${printDuration(Math.ceil(minutesNeeded * 60) * 1_000)} at this rate`;
}

function percent(limit: number): string {
  return printSetPercent(limit * 100);
}
