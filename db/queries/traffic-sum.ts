import type { Percentiles } from "@/lib/contract/common";
import type { TrafficFigures, TrafficPoint } from "@/lib/contract/traffic";
import { Sketch } from "@/lib/core/sketch";
import { parseTally } from "../sqlite/rollup-cell";
import type { AttemptRollup, RequestRollup } from "./rollup-rows";
import { iso } from "./window-plan";

/** Whose durations a sum keeps: of provider calls where it is about one route, else of whole user requests. */
export type Measures = "attempts" | "requests";

/** Classes that are not the route's failure: it answered, or the caller went away. */
const NOT_FAILED: ReadonlySet<string> = new Set(["ok", "client_closed"]);

/** A minute in which everything went well, the most common: not worth parsing. */
export const ONLY_OK = /^\{"ok":\d+\}$/;

/** Adds rollup rows up to the figures of one group and span. Percentiles come from merged sketches, never from averages. */
export class TrafficSum {
  private requests = 0;
  private failedRequests = 0;
  private attempts = 0;
  private failedAttempts = 0;
  private retries = 0;
  private fallbacks = 0;
  private slow = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private cost: number | null = null;
  private readonly errors = new Map<string, number>();
  private readonly latency = new Sketch();
  private readonly timeToFirstToken = new Sketch();

  constructor(private readonly measures: Measures) {}

  addAttempts(row: AttemptRollup): void {
    this.attempts += row.attempts;
    this.retries += row.retries;
    this.fallbacks += row.fallbacks;
    this.slow += row.slow;
    this.inputTokens += row.inputTokens;
    this.outputTokens += row.outputTokens;
    if (row.cost !== null) this.cost = (this.cost ?? 0) + row.cost;
    if (this.measures === "attempts") this.measure(row);
    if (ONLY_OK.test(row.classes)) return;
    for (const [name, count] of Object.entries(parseTally(row.classes))) {
      if (name === "ok") continue;
      this.errors.set(name, (this.errors.get(name) ?? 0) + count);
      if (!NOT_FAILED.has(name)) this.failedAttempts += count;
    }
  }

  addRequests(row: RequestRollup): void {
    this.requests += row.requests;
    this.failedRequests += row.failed;
    if (this.measures === "requests") this.measure(row);
  }

  /** Adds another sum of the same kind of durations. */
  merge(other: TrafficSum): void {
    this.requests += other.requests;
    this.failedRequests += other.failedRequests;
    this.attempts += other.attempts;
    this.failedAttempts += other.failedAttempts;
    this.retries += other.retries;
    this.fallbacks += other.fallbacks;
    this.slow += other.slow;
    this.inputTokens += other.inputTokens;
    this.outputTokens += other.outputTokens;
    if (other.cost !== null) this.cost = (this.cost ?? 0) + other.cost;
    for (const [name, count] of other.errors) this.errors.set(name, (this.errors.get(name) ?? 0) + count);
    this.latency.merge(other.latency);
    this.timeToFirstToken.merge(other.timeToFirstToken);
  }

  figures(): TrafficFigures {
    return {
      requests: this.requests,
      failed_requests: this.failedRequests,
      attempts: this.attempts,
      failed_attempts: this.failedAttempts,
      errors: Object.fromEntries(this.errors),
      latency_ms: percentilesOf(this.latency),
      time_to_first_token_ms: percentilesOf(this.timeToFirstToken),
      retries: this.retries,
      fallbacks: this.fallbacks,
      timeouts: this.errors.get("transport_timeout") ?? 0,
      malformed: this.errors.get("invalid_output") ?? 0,
      slow: this.slow,
      input_tokens: this.inputTokens,
      output_tokens: this.outputTokens,
      cost: this.cost,
    };
  }

  point(atMs: number): TrafficPoint {
    return {
      at: iso(atMs),
      attempts: this.attempts,
      requests: this.requests,
      failed_requests: this.failedRequests,
      errors: Object.fromEntries(this.errors),
      latency_ms: percentilesOf(this.latency),
      time_to_first_token_ms: percentilesOf(this.timeToFirstToken),
    };
  }

  private measure(row: AttemptRollup | RequestRollup): void {
    if (row.latency) this.latency.mergeEncoded(row.latency);
    if (row.timeToFirstToken) this.timeToFirstToken.mergeEncoded(row.timeToFirstToken);
  }
}

export function percentilesOf(sketch: Sketch): Percentiles {
  return { p50: at(sketch, 0.5), p95: at(sketch, 0.95), p99: at(sketch, 0.99), count: sketch.count };
}

/** Sketches are true to 1 %: more digits than tenths of a millisecond would only look exact. */
function at(sketch: Sketch, q: number): number | null {
  const value = sketch.quantile(q);
  return value === null ? null : Math.round(value * 10) / 10;
}
