import type { Percentiles } from "@/lib/contract/common";

export type PercentileName = "p50" | "p95" | "p99";

/** Fewer measurements than this and the percentile is one request's luck, not a fact about the route. */
const MINIMUM_COUNT: Readonly<Record<PercentileName, number>> = { p50: 1, p95: 20, p99: 100 };

export type PercentileReading =
  | { readonly kind: "value"; readonly ms: number; readonly count: number }
  | { readonly kind: "too_few"; readonly count: number }
  | { readonly kind: "none" };

/** A percentile in milliseconds, or why there is none to show: nothing measured differs from too little measured. */
export function readPercentile(percentiles: Percentiles, name: PercentileName): PercentileReading {
  const ms = percentiles[name];
  if (ms === null || percentiles.count === 0) return { kind: "none" };
  if (percentiles.count < MINIMUM_COUNT[name]) return { kind: "too_few", count: percentiles.count };
  return { kind: "value", ms, count: percentiles.count };
}
