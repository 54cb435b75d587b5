import { Sketch } from "@/lib/core/sketch";

/** What a rollup row is about, apart from its bucket. Numbers are stored codes, or ids of `names`. */
export interface Series {
  readonly kind: number;
  readonly aliasId: number;
  /** 0 when no route was called. */
  readonly routeId: number;
  readonly routeVersion: number;
  readonly cohortId: number;
  readonly arm: number;
  readonly isControl: number;
}

/** What one call or request adds to its row. Durations in milliseconds, cost in US dollars; null was not measured. */
export interface Measured {
  readonly latencyMs: number | null;
  readonly timeToFirstTokenMs: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cost: number | null;
}

/** A rollup row as the database gives it; counters and tallies come under their own names. */
export interface RollupRow {
  readonly id: number;
  readonly latency: Uint8Array | null;
  readonly time_to_first_token: Uint8Array | null;
  readonly input_token_count: number;
  readonly output_token_count: number;
  readonly cost: number | null;
  readonly [column: string]: number | string | Uint8Array | null;
}

/** One rollup row in memory: plain counters, tallies by name, sketches. */
export class RollupCell<Counter extends string, Tally extends string> {
  readonly latency = new Sketch();
  readonly timeToFirstToken = new Sketch();
  inputTokens = 0;
  outputTokens = 0;
  cost: number | null = null;
  /** Primary key of the row; null until it is written. */
  rowId: number | null = null;
  isDirty = false;
  private readonly counters: Map<Counter, number>;
  private readonly tallies: Map<Tally, Map<string, number>>;

  constructor(
    readonly bucketAt: number,
    readonly series: Series,
    counters: readonly Counter[],
    tallies: readonly Tally[],
  ) {
    this.counters = new Map(counters.map((name) => [name, 0]));
    this.tallies = new Map(tallies.map((name) => [name, new Map()]));
  }

  count(counter: Counter, by = 1): void {
    this.counters.set(counter, (this.counters.get(counter) ?? 0) + by);
  }

  tally(tally: Tally, name: string, by = 1): void {
    const counts = this.tallies.get(tally);
    counts?.set(name, (counts.get(name) ?? 0) + by);
  }

  measure(measured: Measured): void {
    if (measured.latencyMs !== null) this.latency.add(measured.latencyMs);
    if (measured.timeToFirstTokenMs !== null) this.timeToFirstToken.add(measured.timeToFirstTokenMs);
    this.inputTokens += measured.inputTokens ?? 0;
    this.outputTokens += measured.outputTokens ?? 0;
    if (measured.cost !== null) this.cost = (this.cost ?? 0) + measured.cost;
  }

  /** Adds everything a stored row holds. */
  mergeRow(row: RollupRow): void {
    for (const counter of this.counters.keys()) this.count(counter, Number(row[counter]));
    for (const tally of this.tallies.keys()) {
      for (const [name, by] of Object.entries(parseTally(row[tally]))) this.tally(tally, name, by);
    }
    if (row.latency) this.latency.mergeEncoded(row.latency);
    if (row.time_to_first_token) this.timeToFirstToken.mergeEncoded(row.time_to_first_token);
    this.inputTokens += row.input_token_count;
    this.outputTokens += row.output_token_count;
    if (row.cost !== null) this.cost = (this.cost ?? 0) + row.cost;
  }

  /** The values of the row in the order of `RollupTable`'s columns: counters, tallies, then the figures. */
  values(): unknown[] {
    const values: unknown[] = [...this.counters.values()];
    for (const counts of this.tallies.values()) values.push(JSON.stringify(Object.fromEntries(counts)));
    values.push(this.latency.count > 0 ? this.latency.encode() : null);
    values.push(this.timeToFirstToken.count > 0 ? this.timeToFirstToken.encode() : null);
    values.push(this.inputTokens, this.outputTokens, this.cost);
    return values;
  }
}

/** A tally column as counts by name. The cast is safe because only `values` writes these columns. */
export function parseTally(text: unknown): Record<string, number> {
  return typeof text === "string" && text !== "{}" ? (JSON.parse(text) as Record<string, number>) : {};
}
