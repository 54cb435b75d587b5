import { betaShareBelow } from "./beta-distribution";

/** Requests of two arms that were set to equal size, in one span of time. */
export interface ArmPair {
  readonly canary: number;
  readonly control: number;
}

export interface SampleRatio {
  /** Two-sided chance of so uneven arms, if they were really drawn evenly. */
  readonly p: number;
  readonly isMismatch: boolean;
}

const MISMATCH_P = 0.001;

/**
 * Whether two arms of equal set size got equal numbers of requests. Callers that stick to an arm send requests in
 * bundles, which scatters more than coin tosses do; the scatter between spans measures by how much, and both counts are
 * taken as that much smaller. Null without requests.
 */
export function sampleRatio(pairs: readonly ArmPair[]): SampleRatio | null {
  let canary = 0;
  let control = 0;
  for (const pair of pairs) {
    canary += pair.canary;
    control += pair.control;
  }
  const total = canary + control;
  if (total === 0) return null;
  const bundle = Math.max(1, scatter(pairs, canary / total));
  const more = Math.max(canary, control) / bundle;
  const fewer = Math.min(canary, control) / bundle;
  const p = Math.min(1, 2 * betaShareBelow(0.5, more, fewer + 1));
  return { p, isMismatch: p < MISMATCH_P };
}

/** Variance between spans over the one of coin tosses: 1 where requests come alone. */
function scatter(pairs: readonly ArmPair[], share: number): number {
  const busy = pairs.filter(({ canary, control }) => canary + control > 0);
  if (busy.length < 2 || share <= 0 || share >= 1) return 1;
  const sum = busy.reduce((chi, { canary, control }) => {
    const total = canary + control;
    return chi + (canary - total * share) ** 2 / (total * share * (1 - share));
  }, 0);
  return sum / (busy.length - 1);
}
