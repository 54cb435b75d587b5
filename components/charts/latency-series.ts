import type { AliasTraffic } from "@/lib/contract/traffic";
import { bucketTimes } from "./bucket-times";

export const LATENCY_LINES = [
  "stable_p50",
  "stable_p95",
  "stable_p99",
  "canary_p50",
  "canary_p95",
  "canary_p99",
] as const;
export type LatencyLine = (typeof LATENCY_LINES)[number];

/** One bucket. A line is null where its arm measured nothing: a gap, not a zero. Milliseconds. */
export interface LatencyPoint extends Readonly<Record<LatencyLine, number | null>> {
  readonly atMs: number;
  readonly stableCount: number;
  readonly canaryCount: number;
}

export interface LatencySeries {
  readonly points: readonly LatencyPoint[];
  readonly hasCanary: boolean;
}

/** Percentiles by arm, as the rollups give them for traffic asked for `by=arm`. Never merged or averaged here. */
export function latencySeries(traffic: AliasTraffic): LatencySeries {
  const stable = pointsOf(traffic, "stable");
  const canary = pointsOf(traffic, "canary");
  const points = bucketTimes(traffic).map((atMs): LatencyPoint => {
    const ofStable = stable.get(atMs);
    const ofCanary = canary.get(atMs);
    return {
      atMs,
      stable_p50: ofStable?.p50 ?? null,
      stable_p95: ofStable?.p95 ?? null,
      stable_p99: ofStable?.p99 ?? null,
      canary_p50: ofCanary?.p50 ?? null,
      canary_p95: ofCanary?.p95 ?? null,
      canary_p99: ofCanary?.p99 ?? null,
      stableCount: ofStable?.count ?? 0,
      canaryCount: ofCanary?.count ?? 0,
    };
  });
  return { points, hasCanary: canary.size > 0 };
}

function pointsOf(traffic: AliasTraffic, arm: "stable" | "canary") {
  const group = traffic.groups.find((candidate) => candidate.arm === arm);
  return new Map(group?.series.map((point) => [Date.parse(point.at), point.latency_ms]));
}
