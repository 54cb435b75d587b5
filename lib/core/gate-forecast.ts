import { type SpanCount, stageEvidence } from "./e-process";
import { totalForBound } from "./exact-bound";
import type { GateForecast } from "./gate";
import { TRIP_LOG_E, TRIPWIRE_ALPHA } from "./gate-alpha";
import type { GateCount } from "./gate-evidence";
import { tripwireLength } from "./tripwire";

/** Older restarts of the e-process weigh too little to decide how soon a new failure is seen. */
const LATEST_SPANS = 8;

/** What waiting would bring at the present rate, and what it would cost if the route were broken from now on. */
export function gateForecast(
  spans: readonly SpanCount[],
  canary: GateCount,
  limit: number,
  trip: { readonly run: number; readonly isPassed: boolean; readonly fixedLength: number | null },
  ratePerSecond: number | null,
): GateForecast {
  const needed = trip.isPassed ? 0 : Math.max(0, totalForBound(canary.failures, limit) - canary.total);
  const failures = failuresUntilTrip(spans, canary, limit, trip);
  return {
    requestsNeeded: needed,
    minutesNeeded: needed === 0 ? 0 : ratePerSecond === null ? null : needed / ratePerSecond / 60,
    failuresIfBroken: failures,
    secondsIfBroken: ratePerSecond === null ? null : failures / ratePerSecond,
  };
}

/** The fewest failures in a row that trip: by the wire, or by the e-process if that is sooner. */
function failuresUntilTrip(
  spans: readonly SpanCount[],
  canary: GateCount,
  limit: number,
  trip: { readonly run: number; readonly fixedLength: number | null },
): number {
  if (trip.fixedLength !== null) return Math.max(0, trip.fixedLength - canary.failures);
  const whole = { minute: 0, failures: canary.failures, total: canary.total };
  const latest = spans.slice(-LATEST_SPANS);
  const older = whole.total - latest.reduce((sum, span) => sum + span.total, 0);
  const olderFailures = whole.failures - latest.reduce((sum, span) => sum + span.failures, 0);
  const history = older > 0 ? [{ minute: 0, failures: olderFailures, total: older }, ...latest] : latest;
  const last = history.at(-1) ?? { minute: 0, failures: 0, total: 0 };
  const longest = Math.max(1, tripwireLength(canary.total + 1, limit, TRIPWIRE_ALPHA) - trip.run);
  for (let more = 1; more < longest; more += 1) {
    const now = { ...last, failures: last.failures + more, total: last.total + more };
    if (stageEvidence([...history.slice(0, -1), now], limit).logE >= TRIP_LOG_E) return more;
  }
  return longest;
}
