import { betaShareBelow } from "./beta-distribution";
import { logEvidence } from "./e-process";

export interface RateCount {
  readonly failures: number;
  readonly total: number;
}

export interface RateComparison {
  /** Chance of so many failures on the canary, or more, if both arms were equally good. */
  readonly p: number;
  /** ln of the evidence that the canary is worse; true at every look. */
  readonly logE: number;
}

/**
 * Canary against concurrent control: were both equally good, each failure would fall on the canary with the probability
 * of its share of the traffic (conditional binomial test). It looks at the stream of failures only, so what hits both
 * arms alike cancels. Null while one of them has no requests. Source: Lindon and Malek 2022.
 */
export function compareRates(canary: RateCount, control: RateCount): RateComparison | null {
  if (canary.total === 0 || control.total === 0) return null;
  const failures = canary.failures + control.failures;
  if (failures === 0) return { p: 1, logE: 0 };
  const share = canary.total / (canary.total + control.total);
  const p = canary.failures === 0 ? 1 : betaShareBelow(share, canary.failures, control.failures + 1);
  return { p, logE: logEvidence(canary.failures, failures, share) };
}
