import { betaQuantile, betaShareBelow } from "./beta-distribution";

/**
 * The exact one-sided upper bound of a failure rate (Clopper-Pearson): the rate is below it with at least the given
 * confidence. 1 when nothing was seen.
 */
export function upperBound(failures: number, total: number, confidence = 0.95): number {
  if (failures >= total) return 1;
  return betaQuantile(confidence, failures + 1, total - failures);
}

/** Whether the upper bound lies under the limit: one tail of the binomial instead of a search for the bound. */
export function isSurelyBelow(failures: number, total: number, limit: number, confidence = 0.95): boolean {
  if (failures >= total) return false;
  return 1 - betaShareBelow(limit, failures + 1, total - failures) <= 1 - confidence;
}

/**
 * How many requests it takes to be surely below the limit with this many failures among them: for 2 % and 95 % that is
 * 149 with none, 236 with one, 313 with two.
 */
export function totalForBound(failures: number, limit: number, confidence = 0.95): number {
  let low = failures;
  let high = Math.ceil((failures + 3) / limit);
  while (!isSurelyBelow(failures, high, limit, confidence)) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSurelyBelow(failures, middle, limit, confidence)) high = middle;
    else low = middle;
  }
  return high;
}
