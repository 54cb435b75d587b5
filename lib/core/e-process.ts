import { logIncompleteBeta } from "./beta-distribution";

/** Failures among requests of one span of time, counted in whole minutes from the start of the stage. */
export interface SpanCount {
  readonly minute: number;
  readonly failures: number;
  readonly total: number;
}

/** ln of the evidence of harm, and the minute from which on it speaks loudest. */
export interface Evidence {
  readonly logE: number;
  readonly sinceMinute: number;
}

/**
 * ln of the evidence that the failure rate is above the limit: the likelihood of the counts averaged over all rates
 * above the limit (evenly), over their likelihood at the limit,
 *
 *   E = 1 / (1 - p0) * integral from p0 to 1 of (p / p0)^k ((1 - p) / (1 - p0))^(n - k) dp.
 *
 * Each factor of one more request has a mean of at most 1 for every true rate up to p0, so E is a non-negative
 * supermartingale that starts at 1 and Ville's inequality holds: P(E ever reaches 1 / alpha) <= alpha, however often it
 * is looked at. It depends on the two counts only, so nothing has to be kept between looks. Source: Howard et al. 2018.
 */
export function logEvidence(failures: number, total: number, limit: number): number {
  if (total === 0) return 0;
  const good = total - failures;
  // The integral is the mirrored incomplete beta function: from p0 to 1 is from 0 to 1 - p0 of 1 - p.
  const integral = logIncompleteBeta(1 - limit, good + 1, failures + 1);
  return integral - Math.log1p(-limit) - failures * Math.log(limit) - good * Math.log1p(-limit);
}

/**
 * The evidence of a stage that may break late: half the weight is on the whole stage, the other half on processes that
 * start afresh at minute m = 1, 2, ... with weight 1 / (m (m + 1)). The weights are fixed beforehand and sum to 1, so the
 * mixture is a supermartingale as well and its bound holds for the stage as a whole; but a route that was well for
 * hours does not have to spend that credit before its failure is seen. Spans are in order of time.
 */
export function stageEvidence(spans: readonly SpanCount[], limit: number): Evidence {
  let failures = 0;
  let total = 0;
  let sum = 0;
  let loudest = 0;
  let sinceMinute = 0;
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    const span = spans[index];
    if (span === undefined) continue;
    failures += span.failures;
    total += span.total;
    const minute = index === 0 ? 0 : Math.max(1, span.minute);
    const logPart = boundedEvidence(failures, total, limit, minute);
    if (logPart === Number.NEGATIVE_INFINITY) continue;
    const part = Math.exp(Math.min(logWeight(minute) + logPart, LARGEST_LOG));
    sum += part;
    if (part > loudest) {
      loudest = part;
      sinceMinute = minute;
    }
  }
  return { logE: spans.length === 0 ? 0 : Math.log(sum), sinceMinute };
}

const LARGEST_LOG = 690;
/** A part that cannot reach this is left out: leaving out lowers the evidence, so the bound still holds. */
const NEGLIGIBLE_LOG = -12;

function logWeight(minute: number): number {
  return minute === 0 ? -Math.LN2 : -Math.LN2 - Math.log(minute * (minute + 1));
}

/** The evidence of one start; -Infinity for a late start whose best rate above the limit shows that it cannot matter. */
function boundedEvidence(failures: number, total: number, limit: number, minute: number): number {
  if (minute > 0) {
    const rate = failures / total;
    if (rate <= limit) return Number.NEGATIVE_INFINITY;
    const good = total - failures;
    const best = failures * Math.log(rate / limit) + (good === 0 ? 0 : good * Math.log((1 - rate) / (1 - limit)));
    if (best + logWeight(minute) < NEGLIGIBLE_LOG) return Number.NEGATIVE_INFINITY;
  }
  return logEvidence(failures, total, limit);
}
