import type Database from "better-sqlite3";
import type { Window } from "@/lib/contract/common";
import type { AliasTraffic, TrafficGroup, TrafficGroupBy } from "@/lib/contract/traffic";
import { storedArm } from "../schema/stored-codes";
import { chartMarkers } from "./chart-markers";
import { Names } from "./read-names";
import { type AttemptRollup, attemptRollups, type RequestRollup, requestRollups } from "./rollup-rows";
import { TrafficSum } from "./traffic-sum";
import { iso, seriesPlan, startOfBucket, type WindowPlan } from "./window-plan";

export interface AliasTrafficQuery {
  readonly alias: string;
  readonly window: Window;
  readonly by: readonly TrafficGroupBy[];
  readonly nowMs: number;
  readonly dataUntilMs: number;
}

type GroupName = Pick<TrafficGroup, "route" | "arm" | "route_version" | "cohort">;

interface GroupSum {
  readonly name: GroupName;
  readonly buckets: Map<number, TrafficSum>;
}

/** What an alias did in a window, per group and bucket, next to the window before. An unknown alias has no traffic. */
export function aliasTraffic(db: Database.Database, query: AliasTrafficQuery): AliasTraffic {
  const plan = seriesPlan(query.window, query.nowMs);
  const names = new Names(db);
  const sums = new TrafficSums(query.by, plan, names);
  const aliasId = names.id(query.alias);
  if (aliasId !== undefined) {
    const { resolution, previousFromMs: fromMs, toMs } = plan;
    const span = { resolution, fromMs, toMs, aliasId };
    // Calls are measured only where a route is named, requests everywhere else: the window before included.
    const sketchesFromMs = sums.measures === "attempts" ? plan.fromMs : null;
    for (const row of attemptRollups(db, { ...span, sketchesFromMs })) sums.add(row, (sum) => sum.addAttempts(row));
    for (const row of requestRollups(db, { ...span, sketchesFromMs: fromMs }))
      sums.add(row, (sum) => sum.addRequests(row));
  }
  return {
    alias: query.alias,
    window: query.window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucket_ms: plan.bucketMs,
    data_until: iso(query.dataUntilMs),
    totals: sums.totals.figures(),
    previous: sums.previous.figures(),
    groups: sums.groups(),
    markers: chartMarkers(db, query.alias, sums.routes, plan.fromMs, plan.toMs),
  };
}

class TrafficSums {
  readonly totals = new TrafficSum("requests");
  readonly previous = new TrafficSum("requests");
  private readonly byKey = new Map<string, GroupSum>();
  private readonly routeIds = new Set<number>();

  constructor(
    private readonly by: readonly TrafficGroupBy[],
    private readonly plan: WindowPlan,
    private readonly names: Names,
  ) {}

  get routes(): string[] {
    return [...this.routeIds].map((id) => this.names.name(id));
  }

  add(row: AttemptRollup | RequestRollup, addTo: (sum: TrafficSum) => void): void {
    if (row.bucketAt < this.plan.fromMs) {
      addTo(this.previous);
      return;
    }
    addTo(this.totals);
    if (row.routeId !== 0) this.routeIds.add(row.routeId);
    const group = this.groupOf(row);
    const bucketAt = startOfBucket(row.bucketAt, this.plan.bucketMs);
    let bucket = group.buckets.get(bucketAt);
    if (bucket === undefined) {
      bucket = new TrafficSum(this.measures);
      group.buckets.set(bucketAt, bucket);
    }
    addTo(bucket);
  }

  /** The busiest first. */
  groups(): TrafficGroup[] {
    return [...this.byKey.values()]
      .map(({ name, buckets }) => {
        const totals = new TrafficSum(this.measures);
        for (const bucket of buckets.values()) totals.merge(bucket);
        const series = [...buckets].sort(([a], [b]) => a - b).map(([atMs, sum]) => sum.point(atMs));
        return { ...name, totals: totals.figures(), series };
      })
      .sort((a, b) => b.totals.attempts - a.totals.attempts || b.totals.requests - a.totals.requests);
  }

  get measures(): "attempts" | "requests" {
    return this.by.includes("route") ? "attempts" : "requests";
  }

  private groupOf(row: AttemptRollup | RequestRollup): GroupSum {
    const { by } = this;
    const route = by.includes("route") ? row.routeId : "";
    const arm = by.includes("arm") ? row.arm : "";
    const version = by.includes("route_version") ? row.routeVersion : "";
    const cohort = by.includes("cohort") ? row.cohortId : "";
    const key = `${route}/${arm}/${version}/${cohort}`;
    let group = this.byKey.get(key);
    if (group === undefined) {
      const name = {
        route: by.includes("route") && row.routeId !== 0 ? this.names.name(row.routeId) : null,
        arm: by.includes("arm") ? storedArm.name(row.arm) : null,
        route_version: by.includes("route_version") ? row.routeVersion : null,
        cohort: by.includes("cohort") ? this.names.name(row.cohortId) : null,
      };
      group = { name, buckets: new Map() };
      this.byKey.set(key, group);
    }
    return group;
  }
}
