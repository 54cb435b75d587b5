import type Database from "better-sqlite3";
import type { Window } from "@/lib/contract/common";
import { Sketch } from "@/lib/core/sketch";
import type { AliasActivity } from "../alias-activity";
import { RESOLUTION_MS, storedArm } from "../schema/stored-codes";
import { parseTally } from "../sqlite/rollup-cell";
import { Names } from "./read-names";
import { type AttemptRollup, attemptRollups, type RequestRollup, requestRollups } from "./rollup-rows";
import { ONLY_OK, percentilesOf } from "./traffic-sum";
import { startOfBucket, totalsPlan } from "./window-plan";

const MINUTE_MS = RESOLUTION_MS.minute;
const STRIP_MINUTES = 60;
const SHARE_MINUTES = 5;
const MOST_ERRORS = 8;

/** Every alias that had traffic in the window or the one before, in no particular order. */
export function aliasActivity(db: Database.Database, window: Window, nowMs: number): AliasActivity[] {
  const plan = totalsPlan(window, nowMs);
  const names = new Names(db);
  const sums = new Map<number, ActivitySum>();
  const sumOf = (aliasId: number): ActivitySum => {
    const sum = sums.get(aliasId) ?? new ActivitySum(names.name(aliasId));
    sums.set(aliasId, sum);
    return sum;
  };
  const all = { aliasId: null, toMs: nowMs, sketchesFromMs: null };
  const { resolution, previousFromMs, fromMs } = plan;
  for (const row of requestRollups(db, { ...all, resolution, fromMs: previousFromMs, sketchesFromMs: fromMs })) {
    sumOf(row.aliasId).addRequests(row, row.bucketAt < fromMs);
  }
  for (const row of attemptRollups(db, { ...all, resolution, fromMs })) {
    sumOf(row.aliasId).addErrors(row, names.name(row.routeId));
  }
  const lastMinuteAt = startOfBucket(nowMs, MINUTE_MS);
  const stripFromMs = lastMinuteAt - (STRIP_MINUTES - 1) * MINUTE_MS;
  const sharesFromMs = lastMinuteAt - (SHARE_MINUTES - 1) * MINUTE_MS;
  for (const row of requestRollups(db, { ...all, resolution: "minute", fromMs: stripFromMs })) {
    const sum = sumOf(row.aliasId);
    sum.addMinute(row);
    if (row.bucketAt >= sharesFromMs) sum.addShare(row, names.name(row.cohortId));
  }
  return [...sums.values()].map((sum) => sum.activity());
}

class ActivitySum {
  private requests = 0;
  private failedRequests = 0;
  private previousRequests = 0;
  private previousFailedRequests = 0;
  private readonly latency = new Sketch();
  private readonly firstToken = new Sketch();
  private readonly minutes = new Map<number, { requests: number; failed: number }>();
  private readonly shares = new Map<string, { canary: number; total: number }>();
  private readonly errors = new Map<string, { errorClass: string; route: string; count: number }>();

  constructor(private readonly alias: string) {}

  addRequests(row: RequestRollup, isPrevious: boolean): void {
    if (isPrevious) {
      this.previousRequests += row.requests;
      this.previousFailedRequests += row.failed;
      return;
    }
    this.requests += row.requests;
    this.failedRequests += row.failed;
    if (row.latency) this.latency.mergeEncoded(row.latency);
    if (row.timeToFirstToken) this.firstToken.mergeEncoded(row.timeToFirstToken);
  }

  addErrors(row: AttemptRollup, route: string): void {
    if (ONLY_OK.test(row.classes)) return;
    for (const [errorClass, count] of Object.entries(parseTally(row.classes))) {
      if (errorClass === "ok") continue;
      const key = `${errorClass} ${route}`;
      const error = this.errors.get(key) ?? { errorClass, route, count: 0 };
      error.count += count;
      this.errors.set(key, error);
    }
  }

  addMinute(row: RequestRollup): void {
    const minute = this.minutes.get(row.bucketAt) ?? { requests: 0, failed: 0 };
    minute.requests += row.requests;
    minute.failed += row.failed;
    this.minutes.set(row.bucketAt, minute);
  }

  addShare(row: RequestRollup, cohort: string): void {
    const share = this.shares.get(cohort) ?? { canary: 0, total: 0 };
    share.total += row.requests;
    if (storedArm.name(row.arm) === "canary") share.canary += row.requests;
    this.shares.set(cohort, share);
  }

  activity(): AliasActivity {
    return {
      alias: this.alias,
      requests: this.requests,
      failedRequests: this.failedRequests,
      previousRequests: this.previousRequests,
      previousFailedRequests: this.previousFailedRequests,
      latencyMs: percentilesOf(this.latency),
      firstTokenMs: percentilesOf(this.firstToken),
      shares: [...this.shares].map(([cohort, share]) => ({ cohort, ...share })),
      minutes: [...this.minutes].sort(([a], [b]) => a - b).map(([atMs, minute]) => ({ atMs, ...minute })),
      errors: [...this.errors.values()].sort((a, b) => b.count - a.count).slice(0, MOST_ERRORS),
    };
  }
}
