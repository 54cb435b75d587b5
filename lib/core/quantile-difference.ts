import { betaShareBelow } from "./beta-distribution";
import type { DurationHistogram } from "./gate";

/** Sketches answer within 1 %; an interval from them is that much wider. */
const SKETCH_ERROR = 0.01;

export interface QuantileEstimate {
  readonly valueMs: number;
  /** Null while there are too few values for one. */
  readonly interval: readonly [number, number] | null;
}

export interface QuantileDifference {
  /** Milliseconds. */
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

/** How many durations a histogram holds. */
export function countOf(histogram: DurationHistogram): number {
  return histogram.reduce((sum, [, count]) => sum + count, 0);
}

/** How many of them are longer than a limit. */
export function countAbove(histogram: DurationHistogram, limitMs: number): number {
  return histogram.reduce((sum, [valueMs, count]) => sum + (valueMs > limitMs ? count : 0), 0);
}

/**
 * A quantile with its exact order-statistic interval: the ranks between which the true quantile lies with the given
 * confidence follow from the binomial distribution, whatever durations look like. Null without durations.
 */
export function estimateQuantile(
  histogram: DurationHistogram,
  quantile: number,
  confidence = 0.95,
): QuantileEstimate | null {
  const total = countOf(histogram);
  if (total === 0) return null;
  const tail = (1 - confidence) / 2;
  // P(the value of rank r lies at or under the quantile) = P(Bin(n, q) >= r), which falls as r grows.
  const chance = (rank: number): number => betaShareBelow(quantile, rank, total - rank + 1);
  const lowRank = lastRank(total, (rank) => chance(rank) >= 1 - tail);
  const highRank = lastRank(total, (rank) => chance(rank) > tail) + 1;
  const valueMs = atRank(histogram, Math.floor(quantile * (total - 1)) + 1);
  if (lowRank === 0 || highRank > total) return { valueMs, interval: null };
  return {
    valueMs,
    interval: [atRank(histogram, lowRank) * (1 - SKETCH_ERROR), atRank(histogram, highRank) * (1 + SKETCH_ERROR)],
  };
}

/**
 * By how much a quantile of the canary lies above the control's. The interval joins those of the arms by their distances
 * from the estimates (square-and-add, Zou and Donner 2008). Null while an arm has no durations.
 */
export function quantileDifference(
  canary: DurationHistogram,
  control: DurationHistogram,
  quantile: number,
  confidence = 0.95,
): QuantileDifference | null {
  const ours = estimateQuantile(canary, quantile, confidence);
  const theirs = estimateQuantile(control, quantile, confidence);
  if (ours === null || theirs === null) return null;
  const value = ours.valueMs - theirs.valueMs;
  if (ours.interval === null || theirs.interval === null) return { value, interval: null };
  const down = Math.hypot(ours.valueMs - ours.interval[0], theirs.interval[1] - theirs.valueMs);
  const up = Math.hypot(ours.interval[1] - ours.valueMs, theirs.valueMs - theirs.interval[0]);
  return { value, interval: [value - down, value + up] };
}

/** The last rank from 1 on for which a claim that turns false once holds; 0 when it never does. */
function lastRank(total: number, holds: (rank: number) => boolean): number {
  let low = 0;
  let high = total + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function atRank(histogram: DurationHistogram, rank: number): number {
  let seen = 0;
  for (const [valueMs, count] of histogram) {
    seen += count;
    if (seen >= rank) return valueMs;
  }
  return 0;
}
