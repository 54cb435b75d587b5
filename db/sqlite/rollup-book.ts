import type Database from "better-sqlite3";
import { RESOLUTION_MS, type Resolution, storedResolution } from "@/db/schema/stored-codes";
import type { AttemptPurpose, RequestState } from "@/lib/core/ledger-record";
import type { ReasonCode } from "@/lib/core/reason-code";
import type { SignalClass } from "@/lib/core/signal-class";
import type { Measured, Series } from "./rollup-cell";
import { RollupTable } from "./rollup-table";

export const ATTEMPT_COUNTERS = ["attempts", "retries", "fallbacks", "slow"] as const;
export const ATTEMPT_TALLIES = ["classes", "skipped"] as const;
export const REQUEST_COUNTERS = ["requests", "failed"] as const;
export const REQUEST_TALLIES = ["states", "reasons", "fallback_reasons"] as const;

/** Each coarse resolution with the finer one it is summed from, in the order they have to be summed. */
const COARSE: readonly { readonly resolution: Resolution; readonly finer: Resolution }[] = [
  { resolution: "five_minutes", finer: "minute" },
  { resolution: "quarter", finer: "five_minutes" },
  { resolution: "hour", finer: "quarter" },
];

/**
 * Folds finished calls and requests into rollups. Minute rows are written in the transaction of the facts, with a mark
 * on every coarser bucket they make stale; `settle` sums those up at leisure and takes the marks away, so that a
 * crash at any moment leaves either a true row or a marked one.
 */
export class RollupBook {
  private readonly attempts: RollupTable<(typeof ATTEMPT_COUNTERS)[number], (typeof ATTEMPT_TALLIES)[number]>;
  private readonly requests: RollupTable<(typeof REQUEST_COUNTERS)[number], (typeof REQUEST_TALLIES)[number]>;
  private readonly stale = new Map<Resolution, Set<number>>();
  private readonly mark: Database.Statement<[number, number]>;
  private readonly unmark: Database.Statement<[number, number]>;
  private readonly marks: Database.Statement<[], { resolution: number; bucket_at: number }>;

  constructor(db: Database.Database) {
    this.attempts = new RollupTable(db, "attempt_rollups", ATTEMPT_COUNTERS, ATTEMPT_TALLIES);
    this.requests = new RollupTable(db, "request_rollups", REQUEST_COUNTERS, REQUEST_TALLIES);
    this.mark = db.prepare("insert into rollup_marks (resolution, bucket_at) values (?, ?) on conflict do nothing");
    this.unmark = db.prepare("delete from rollup_marks where resolution = ? and bucket_at = ?");
    this.marks = db.prepare("select resolution, bucket_at from rollup_marks");
    this.reset();
  }

  get isStale(): boolean {
    return COARSE.some(({ resolution }) => this.staleBuckets(resolution).size > 0);
  }

  /** `startedAtMs` is the request's start, here and for skipped candidates: a bucket holds whole requests. */
  foldAttempt(
    startedAtMs: number,
    series: Series,
    attempt: Measured & { errorClass: SignalClass; purpose: AttemptPurpose; isSlow: boolean },
  ): void {
    const cell = this.attempts.cell(this.minuteOf(startedAtMs), series);
    cell.count("attempts");
    if (attempt.purpose === "retry") cell.count("retries");
    if (attempt.purpose === "fallback") cell.count("fallbacks");
    if (attempt.isSlow) cell.count("slow");
    cell.tally("classes", attempt.errorClass);
    cell.measure(attempt);
  }

  foldSkipped(startedAtMs: number, series: Series, reasonCode: ReasonCode): void {
    this.attempts.cell(this.minuteOf(startedAtMs), series).tally("skipped", reasonCode);
  }

  foldRequest(
    startedAtMs: number,
    series: Series,
    request: Measured & { state: RequestState; reasonCode: ReasonCode; fallbackReason: ReasonCode | null },
  ): void {
    const cell = this.requests.cell(this.minuteOf(startedAtMs), series);
    cell.count("requests");
    if (request.state === "failed" || request.state === "interrupted") cell.count("failed");
    cell.tally("states", request.state);
    cell.tally("reasons", request.reasonCode);
    if (request.fallbackReason !== null) cell.tally("fallback_reasons", request.fallbackReason);
    cell.measure(request);
  }

  /** Writes the changed minutes; call last inside the transaction of the facts. */
  writeMinutes(): void {
    this.attempts.writeDirty();
    this.requests.writeDirty();
  }

  afterCommit(): void {
    this.attempts.evictOld();
    this.requests.evictOld();
  }

  /** Brings every stale coarser bucket up to date; call inside a transaction of its own. */
  settle(): void {
    for (const { resolution, finer } of COARSE) {
      for (const bucketAt of this.staleBuckets(resolution)) {
        this.attempts.sum(resolution, bucketAt, finer);
        this.requests.sum(resolution, bucketAt, finer);
        this.unmark.run(storedResolution.code(resolution), bucketAt);
      }
    }
  }

  /** Call when the transaction of `settle` has committed. */
  settled(): void {
    for (const { resolution } of COARSE) this.staleBuckets(resolution).clear();
  }

  /** Goes back to what is on disk: after a rolled-back transaction and at the start. */
  reset(): void {
    this.attempts.reset();
    this.requests.reset();
    this.settled();
    for (const row of this.marks.all()) this.staleBuckets(storedResolution.name(row.resolution)).add(row.bucket_at);
  }

  private minuteOf(atMs: number): number {
    for (const { resolution } of COARSE) {
      const bucketAt = startOfBucket(atMs, resolution);
      const stale = this.staleBuckets(resolution);
      if (stale.has(bucketAt)) continue;
      stale.add(bucketAt);
      this.mark.run(storedResolution.code(resolution), bucketAt);
    }
    return startOfBucket(atMs, "minute");
  }

  private staleBuckets(resolution: Resolution): Set<number> {
    let buckets = this.stale.get(resolution);
    if (buckets === undefined) {
      buckets = new Set();
      this.stale.set(resolution, buckets);
    }
    return buckets;
  }
}

function startOfBucket(atMs: number, resolution: Resolution): number {
  return atMs - (atMs % RESOLUTION_MS[resolution]);
}
