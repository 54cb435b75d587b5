/** What some calls cost together (US dollars or tokens). */
export interface CostCount {
  readonly amount: number;
  readonly calls: number;
}

export interface CostRatio {
  readonly value: number;
  /** Null with fewer spans than an interval can be told from. */
  readonly interval: readonly [number, number] | null;
}

/** Fewer spans say too little about how costs scatter. */
const FEWEST_SPANS = 8;

/**
 * Amount per call of the canary over that of the control group. Costs of single calls are not kept and are heavy-tailed,
 * so the scatter comes from spans of time: each is one cluster, the variance of a ratio of sums is taken by the delta
 * method, and the interval is symmetric on a log scale. `z` is the number of standard errors to either side.
 * Null while an arm has no calls or no amounts.
 */
export function costRatio(canary: readonly CostCount[], control: readonly CostCount[], z = 1.959964): CostRatio | null {
  const ours = perCall(canary);
  const theirs = perCall(control);
  if (ours === null || theirs === null) return null;
  const value = ours.mean / theirs.mean;
  if (ours.relativeVariance === null || theirs.relativeVariance === null) return { value, interval: null };
  const spread = z * Math.sqrt(ours.relativeVariance + theirs.relativeVariance);
  return { value, interval: [value * Math.exp(-spread), value * Math.exp(spread)] };
}

function perCall(spans: readonly CostCount[]): { mean: number; relativeVariance: number | null } | null {
  const busy = spans.filter(({ calls }) => calls > 0);
  const calls = busy.reduce((sum, span) => sum + span.calls, 0);
  const amount = busy.reduce((sum, span) => sum + span.amount, 0);
  if (calls === 0 || amount <= 0) return null;
  const mean = amount / calls;
  if (busy.length < FEWEST_SPANS) return { mean, relativeVariance: null };
  const squares = busy.reduce((sum, span) => sum + (span.amount - mean * span.calls) ** 2, 0);
  const variance = ((busy.length / (busy.length - 1)) * squares) / calls ** 2;
  return { mean, relativeVariance: variance / mean ** 2 };
}
