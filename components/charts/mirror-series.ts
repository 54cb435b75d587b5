import type { AliasTraffic } from "@/lib/contract/traffic";
import { bucketTimes } from "./bucket-times";

/** What two arms are held against each other by. */
export type MirrorMeasure = "failed" | "p95";

/** More bars than this cannot be told apart. */
const MOST_BARS = 60;

/** One bucket of both arms: percent of requests that failed, or p95 in milliseconds; null where nothing was measured. */
export interface MirrorPoint {
  readonly atMs: number;
  readonly stable: number | null;
  readonly canary: number | null;
  readonly stableCount: number;
  readonly canaryCount: number;
}

/**
 * Both arms bucket by bucket, from traffic asked for `by=arm`. Failed shares are added up where buckets are drawn
 * together; percentiles cannot be, so of those the highest stands for all.
 */
export function mirrorSeries(traffic: AliasTraffic, measure: MirrorMeasure): readonly MirrorPoint[] {
  const times = bucketTimes(traffic);
  const perBar = Math.max(1, Math.ceil(times.length / MOST_BARS));
  const stable = pointsOf(traffic, "stable");
  const canary = pointsOf(traffic, "canary");
  return Array.from({ length: Math.ceil(times.length / perBar) }, (_, bar): MirrorPoint => {
    const together = times.slice(bar * perBar, (bar + 1) * perBar);
    const ofStable = together.flatMap((atMs) => stable.get(atMs) ?? []);
    const ofCanary = together.flatMap((atMs) => canary.get(atMs) ?? []);
    return {
      atMs: together[0] ?? 0,
      stable: measured(ofStable, measure),
      canary: measured(ofCanary, measure),
      stableCount: requestsOf(ofStable),
      canaryCount: requestsOf(ofCanary),
    };
  });
}

type Point = AliasTraffic["groups"][number]["series"][number];

function measured(points: readonly Point[], measure: MirrorMeasure): number | null {
  if (measure === "p95") {
    const values = points.flatMap(({ latency_ms: { p95 } }) => p95 ?? []);
    return values.length === 0 ? null : Math.max(...values);
  }
  const requests = requestsOf(points);
  const failed = points.reduce((sum, point) => sum + point.failed_requests, 0);
  return requests === 0 ? null : (failed / requests) * 100;
}

function requestsOf(points: readonly Point[]): number {
  return points.reduce((sum, { requests }) => sum + requests, 0);
}

function pointsOf(traffic: AliasTraffic, arm: "stable" | "canary"): ReadonlyMap<number, Point> {
  const group = traffic.groups.find((candidate) => candidate.arm === arm);
  return new Map(group?.series.map((point) => [Date.parse(point.at), point]));
}
