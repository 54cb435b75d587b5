import type Database from "better-sqlite3";
import { RESOLUTION_MS, type Resolution, storedResolution } from "@/db/schema/stored-codes";
import { RollupCell, type RollupRow, type Series } from "./rollup-cell";

const SERIES_COLUMNS = [
  "resolution",
  "bucket_at",
  "app_model_alias_id",
  "kind",
  "llm_route_id",
  "llm_route_version",
  "cohort_id",
  "arm",
  "is_control",
] as const;

const FIGURE_COLUMNS = ["latency", "time_to_first_token", "input_token_count", "output_token_count", "cost"] as const;

/** Minutes kept in memory behind the newest one: late outcomes mostly fall here, older ones are read back. */
const KEPT_MINUTES = 5;

interface SeriesRow {
  readonly app_model_alias_id: number;
  readonly kind: number;
  readonly llm_route_id: number;
  readonly llm_route_version: number;
  readonly cohort_id: number;
  readonly arm: number;
  readonly is_control: number;
}

/**
 * The rows of one rollup table inside the writer. Minutes are kept in memory, changed by `cell` and written by
 * `writeDirty` in the transaction of the facts they count; coarser rows are summed from finer ones.
 */
export class RollupTable<Counter extends string, Tally extends string> {
  private cells = new Map<string, RollupCell<Counter, Tally>>();
  private dirty: RollupCell<Counter, Tally>[] = [];
  private newestBucketAt = 0;
  private evictedBefore = 0;
  private readonly find: Database.Statement<unknown[], RollupRow>;
  private readonly insert: Database.Statement<unknown[]>;
  private readonly update: Database.Statement<unknown[]>;
  private readonly replace: Database.Statement<unknown[]>;
  private readonly span: Database.Statement<unknown[], RollupRow & SeriesRow>;

  constructor(
    db: Database.Database,
    table: "attempt_rollups" | "request_rollups",
    private readonly counters: readonly Counter[],
    private readonly tallies: readonly Tally[],
  ) {
    const valueColumns = [...counters, ...tallies, ...FIGURE_COLUMNS];
    const columns = [...SERIES_COLUMNS, ...valueColumns];
    const insert = `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
    const assign = valueColumns.map((column) => `${column} = ?`).join(", ");
    const overwrite = valueColumns.map((column) => `${column} = excluded.${column}`).join(", ");
    const selected = ["id", ...valueColumns].join(", ");
    this.insert = db.prepare(insert);
    this.update = db.prepare(`update ${table} set ${assign} where id = ?`);
    this.replace = db.prepare(`${insert} on conflict (${SERIES_COLUMNS.join(", ")}) do update set ${overwrite}`);
    this.find = db.prepare(
      `select ${selected} from ${table} where ${SERIES_COLUMNS.map((column) => `${column} = ?`).join(" and ")}`,
    );
    this.span = db.prepare(
      `select ${selected}, ${SERIES_COLUMNS.slice(2).join(", ")} from ${table}
       where resolution = ? and bucket_at >= ? and bucket_at < ?`,
    );
  }

  /** The minute row to change; it is written by the next `writeDirty`. */
  cell(bucketAt: number, series: Series): RollupCell<Counter, Tally> {
    const key = `${bucketAt}/${series.aliasId}/${series.kind}/${series.routeId}/${series.routeVersion}/${series.cohortId}/${series.arm}/${series.isControl}`;
    let cell = this.cells.get(key);
    if (cell === undefined) {
      cell = this.load(bucketAt, series);
      this.cells.set(key, cell);
    }
    if (!cell.isDirty) {
      cell.isDirty = true;
      this.dirty.push(cell);
    }
    return cell;
  }

  /** Writes every changed minute row. Call inside the transaction that records what they count. */
  writeDirty(): void {
    for (const cell of this.dirty) {
      const values = cell.values();
      if (cell.rowId === null) {
        const key = seriesValues("minute", cell.bucketAt, cell.series);
        cell.rowId = Number(this.insert.run(...key, ...values).lastInsertRowid);
      } else {
        this.update.run(...values, cell.rowId);
      }
      cell.isDirty = false;
    }
    this.dirty = [];
  }

  /** Sums the rows of `finer` in one bucket of `coarse` and writes the result over what was there. */
  sum(coarse: Resolution, bucketAt: number, finer: Resolution): void {
    const sums = new Map<string, RollupCell<Counter, Tally>>();
    const rows = this.span.iterate(storedResolution.code(finer), bucketAt, bucketAt + RESOLUTION_MS[coarse]);
    for (const row of rows) {
      const series = seriesOf(row);
      const key = Object.values(series).join("/");
      const sum = sums.get(key) ?? new RollupCell(bucketAt, series, this.counters, this.tallies);
      sums.set(key, sum);
      sum.mergeRow(row);
    }
    for (const sum of sums.values()) this.replace.run(...seriesValues(coarse, bucketAt, sum.series), ...sum.values());
  }

  /** Drops minutes that are long over from memory; call after a commit. */
  evictOld(): void {
    const oldest = this.newestBucketAt - KEPT_MINUTES * RESOLUTION_MS.minute;
    if (oldest === this.evictedBefore) return;
    this.evictedBefore = oldest;
    for (const [key, cell] of this.cells) if (cell.bucketAt < oldest) this.cells.delete(key);
  }

  /** Forgets everything a rolled-back transaction changed. */
  reset(): void {
    this.cells = new Map();
    this.dirty = [];
  }

  private load(bucketAt: number, series: Series): RollupCell<Counter, Tally> {
    this.newestBucketAt = Math.max(this.newestBucketAt, bucketAt);
    const cell = new RollupCell<Counter, Tally>(bucketAt, series, this.counters, this.tallies);
    const row = this.find.get(...seriesValues("minute", bucketAt, series));
    if (row) {
      cell.mergeRow(row);
      cell.rowId = row.id;
    }
    return cell;
  }
}

function seriesValues(resolution: Resolution, bucketAt: number, series: Series): number[] {
  const { aliasId, kind, routeId, routeVersion, cohortId, arm, isControl } = series;
  return [storedResolution.code(resolution), bucketAt, aliasId, kind, routeId, routeVersion, cohortId, arm, isControl];
}

function seriesOf(row: SeriesRow): Series {
  return {
    aliasId: row.app_model_alias_id,
    kind: row.kind,
    routeId: row.llm_route_id,
    routeVersion: row.llm_route_version,
    cohortId: row.cohort_id,
    arm: row.arm,
    isControl: row.is_control,
  };
}
