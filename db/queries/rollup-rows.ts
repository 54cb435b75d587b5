import type Database from "better-sqlite3";
import { type Resolution, storedKind, storedResolution } from "../schema/stored-codes";

interface SeriesColumns {
  readonly bucketAt: number;
  readonly aliasId: number;
  readonly routeId: number;
  readonly routeVersion: number;
  readonly cohortId: number;
  readonly arm: number;
  readonly latency: Uint8Array | null;
  readonly timeToFirstToken: Uint8Array | null;
}

export interface AttemptRollup extends SeriesColumns {
  readonly attempts: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly slow: number;
  /** JSON: counts by signal class. */
  readonly classes: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number | null;
}

export interface RequestRollup extends SeriesColumns {
  readonly requests: number;
  readonly failed: number;
}

export interface RollupSpan {
  readonly resolution: Resolution;
  readonly fromMs: number;
  readonly toMs: number;
  /** Null asks for all aliases. */
  readonly aliasId: number | null;
  /** Sketches are the larger part of a row: they come only with buckets from here on, null asks for none. */
  readonly sketchesFromMs: number | null;
}

/** People's traffic only: figures of probes and drills are never mixed in. */
const WHERE = `where resolution = ? and bucket_at >= ? and bucket_at <= ? and kind = ${storedKind.code("traffic")}
  and app_model_alias_id = coalesce(?, app_model_alias_id)`;

const SERIES = `bucket_at, app_model_alias_id, llm_route_id, llm_route_version, cohort_id, arm,
  case when bucket_at >= ? then latency end, case when bucket_at >= ? then time_to_first_token end`;

type SpanParameters = [number, number, number, number, number, number | null];
type SeriesValues = [number, number, number, number, number, number, Uint8Array | null, Uint8Array | null];

// A day of an alias is thousands of rows: bare values cost half of what named ones do, and a row is read by places
// because taking it apart costs as much again.

/** Rows of calls whose bucket starts in the span, both ends included. */
export function attemptRollups(db: Database.Database, span: RollupSpan): AttemptRollup[] {
  type Values = [...SeriesValues, number, number, number, number, string, number, number, number | null];
  const rows = db.prepare<SpanParameters, Values>(
    `select ${SERIES}, attempts, retries, fallbacks, slow, classes, input_token_count, output_token_count, cost
     from attempt_rollups ${WHERE}`,
  );
  return rows
    .raw()
    .all(...parameters(span))
    .map((row) => ({
      bucketAt: row[0],
      aliasId: row[1],
      routeId: row[2],
      routeVersion: row[3],
      cohortId: row[4],
      arm: row[5],
      latency: row[6],
      timeToFirstToken: row[7],
      attempts: row[8],
      retries: row[9],
      fallbacks: row[10],
      slow: row[11],
      classes: row[12],
      inputTokens: row[13],
      outputTokens: row[14],
      cost: row[15],
    }));
}

/** Rows of whole user requests whose bucket starts in the span, both ends included. */
export function requestRollups(db: Database.Database, span: RollupSpan): RequestRollup[] {
  const rows = db.prepare<SpanParameters, [...SeriesValues, number, number]>(
    `select ${SERIES}, requests, failed from request_rollups ${WHERE}`,
  );
  return rows
    .raw()
    .all(...parameters(span))
    .map((row) => ({
      bucketAt: row[0],
      aliasId: row[1],
      routeId: row[2],
      routeVersion: row[3],
      cohortId: row[4],
      arm: row[5],
      latency: row[6],
      timeToFirstToken: row[7],
      requests: row[8],
      failed: row[9],
    }));
}

function parameters(span: RollupSpan): SpanParameters {
  const sketchesFrom = span.sketchesFromMs ?? Number.MAX_SAFE_INTEGER;
  return [sketchesFrom, sketchesFrom, storedResolution.code(span.resolution), span.fromMs, span.toMs, span.aliasId];
}
