import type Database from "better-sqlite3";
import { storedPurpose } from "@/db/schema/stored-codes";
import type { AttemptOutcome, LedgerEntry, RequestOutcome } from "@/lib/core/ledger-record";
import { type CalledRow, IDS_PER_REQUEST, LedgerRows, type OpenRow, RUNNING } from "./ledger-rows";
import { NameTable } from "./name-table";
import { RecoveryRows } from "./recovery-rows";
import { RollupBook } from "./rollup-book";
import type { Measured, Series } from "./rollup-cell";

/** A request the writer has seen opened and not closed. */
interface OpenRequest {
  readonly row: OpenRow;
  readonly called: CalledRow[];
}

const NOT_MEASURED: Measured = {
  latencyMs: null,
  timeToFirstTokenMs: null,
  inputTokens: null,
  outputTokens: null,
  cost: null,
};

/**
 * Turns ledger entries into rows and rollups. Applying an entry again changes nothing, and an outcome is folded only
 * when its row was still running, so a batch may be repeated after a crash of the writer.
 */
export class LedgerWriter {
  readonly rollups: RollupBook;
  private readonly names: NameTable;
  private readonly rows: LedgerRows;
  private readonly recovery: RecoveryRows;
  private readonly open = new Map<string, OpenRequest>();

  constructor(db: Database.Database) {
    this.names = new NameTable(db);
    this.rows = new LedgerRows(db, this.names);
    this.recovery = new RecoveryRows(db);
    this.rollups = new RollupBook(db);
    this.loadOpen();
  }

  /** Call inside a transaction and follow the last entry of it with `rollups.writeMinutes`. */
  apply(entry: LedgerEntry): void {
    const request = this.requestOf(entry);
    const { seq } = request.row;
    if (entry.attempt) request.called.push(this.rows.attempt(seq, entry.attempt));
    if (entry.outcome && this.rows.finishAttempt(seq, entry.outcome)) this.foldAttempt(request, entry.outcome);
    for (const candidate of entry.skipped ?? []) {
      if (!this.rows.skipped(seq, candidate)) continue;
      const series = seriesOf(request.row, this.names.id(candidate.route), candidate.routeVersion);
      this.rollups.foldSkipped(request.row.started_at, series, candidate.reasonCode);
    }
    if (entry.close) {
      if (this.rows.close(seq, entry.close)) this.foldRequest(request, entry.close);
      this.open.delete(entry.traceId);
    }
  }

  /**
   * Closes what a dead process left open: nobody saw these calls end, so they have no latency. Call inside a
   * transaction; returns how many requests there were.
   */
  closeInterrupted(): number {
    const interrupted = [...this.open.values()];
    for (const request of interrupted) this.interrupt(request);
    this.rollups.writeMinutes();
    this.open.clear();
    return interrupted.length;
  }

  /** Sums up stale quarters and hours and remembers how far everything is closed. Call inside a transaction. */
  settle(): void {
    this.rollups.settle();
    const [oldest] = this.open.values();
    this.recovery.closedBefore(oldest?.row.seq ?? null);
  }

  /** Goes back to what is on disk after a rolled-back transaction. */
  reset(): void {
    this.names.reload();
    this.rollups.reset();
    this.loadOpen();
  }

  /** Keeps `open` in the order of `seq`: new requests only ever come after these. */
  private loadOpen(): void {
    this.open.clear();
    for (const row of this.recovery.running()) {
      this.open.set(row.trace_id, { row, called: this.rows.called(row.seq) });
    }
  }

  private interrupt({ row, called }: OpenRequest): void {
    const running = this.recovery.interruptAttempts(called.map(({ id }) => id));
    for (const call of called) {
      if (!running.has(call.id)) continue;
      this.rollups.foldAttempt(row.started_at, seriesOf(row, call.llm_route_id, call.llm_route_version), {
        errorClass: "gateway_interrupted",
        purpose: storedPurpose.name(call.purpose),
        isSlow: false,
        ...NOT_MEASURED,
      });
    }
    const purposes = called.map((call) => storedPurpose.name(call.purpose));
    const retryCount = purposes.filter((purpose) => purpose === "retry").length;
    const isFallback = purposes.includes("fallback");
    if (!this.recovery.interruptRequest(row.seq, retryCount, isFallback, running.size > 0)) return;
    const series = seriesOf(row, called.at(-1)?.llm_route_id ?? 0, row.llm_route_version);
    const outcome = { state: "interrupted", reasonCode: "gateway_interrupted", fallbackReason: null } as const;
    this.rollups.foldRequest(row.started_at, series, { ...outcome, ...NOT_MEASURED });
  }

  private requestOf(entry: LedgerEntry): OpenRequest {
    const known = this.open.get(entry.traceId);
    if (known) return known;
    const opened = entry.open ? this.rows.open(entry.open) : null;
    const row = opened ?? this.rows.find(entry.traceId);
    if (!row) throw new Error(`the ledger has no request ${entry.traceId}`);
    const request = { row, called: opened ? [] : this.rows.called(row.seq) };
    if (row.state === RUNNING) this.open.set(entry.traceId, request);
    return request;
  }

  private foldAttempt(request: OpenRequest, outcome: AttemptOutcome): void {
    const id = request.row.seq * IDS_PER_REQUEST + outcome.n;
    const called = request.called.find((candidate) => candidate.id === id);
    if (!called) throw new Error(`the ledger has no attempt ${outcome.n} of request ${request.row.seq}`);
    const series = seriesOf(request.row, called.llm_route_id, called.llm_route_version);
    this.rollups.foldAttempt(request.row.started_at, series, {
      errorClass: outcome.errorClass,
      purpose: storedPurpose.name(called.purpose),
      isSlow: outcome.isSlow,
      latencyMs: outcome.latencyMs,
      timeToFirstTokenMs: outcome.timeToFirstTokenMs,
      inputTokens: outcome.inputTokens,
      outputTokens: outcome.outputTokens,
      cost: outcome.cost,
    });
  }

  private foldRequest(request: OpenRequest, outcome: RequestOutcome): void {
    const { row, called } = request;
    const decidedBy = outcome.route === null ? (called.at(-1)?.llm_route_id ?? 0) : this.names.id(outcome.route);
    this.rollups.foldRequest(row.started_at, seriesOf(row, decidedBy, row.llm_route_version), outcome);
  }
}

/** The rollup series of one call or request: the request's own place, and the route and version that answered. */
function seriesOf(row: OpenRow, routeId: number, routeVersion: number): Series {
  return {
    kind: row.kind,
    aliasId: row.app_model_alias_id,
    routeId,
    routeVersion,
    cohortId: row.cohort_id,
    arm: row.arm,
    isControl: row.is_control,
  };
}
