import type Database from "better-sqlite3";
import { type Resolution, storedKind, storedResolution } from "../schema/stored-codes";

interface SeriesColumns {
  readonly bucket_at: number;
  readonly app_model_alias_id: number;
  readonly llm_route_id: number;
  readonly llm_route_version: number;
  readonly cohort_id: number;
  readonly arm: number;
  readonly latency: Uint8Array | null;
  readonly time_to_first_token: Uint8Array | null;
}

export interface AttemptRollup extends SeriesColumns {
  readonly attempts: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly slow: number;
  /** JSON: counts by signal class. */
  readonly classes: string;
  readonly input_token_count: number;
  readonly output_token_count: number;
  readonly cost: number | null;
}

export interface RequestRollup extends SeriesColumns {
  readonly requests: number;
  readonly failed: number;
  /** JSON: counts by final state. */
  readonly states: string;
}

export interface RollupSpan {
  readonly resolution: Resolution;
  readonly fromMs: number;
  readonly toMs: number;
  /** Null asks for all aliases. */
  readonly aliasId: number | null;
}

const SERIES = `bucket_at, app_model_alias_id, llm_route_id, llm_route_version, cohort_id, arm, latency,
  time_to_first_token`;

/** People's traffic only: figures of probes and drills are never mixed in. */
const WHERE = `where resolution = ? and bucket_at >= ? and bucket_at <= ? and kind = ${storedKind.code("traffic")}
  and app_model_alias_id = coalesce(?, app_model_alias_id)`;

type SpanParameters = [number, number, number, number | null];

/** Rows of calls whose bucket starts in the span, both ends included. */
export function attemptRollups(db: Database.Database, span: RollupSpan): IterableIterator<AttemptRollup> {
  return db
    .prepare<SpanParameters, AttemptRollup>(
      `select ${SERIES}, attempts, retries, fallbacks, slow, classes, input_token_count, output_token_count, cost
       from attempt_rollups ${WHERE}`,
    )
    .iterate(...parameters(span));
}

/** Rows of whole user requests whose bucket starts in the span, both ends included. */
export function requestRollups(db: Database.Database, span: RollupSpan): IterableIterator<RequestRollup> {
  return db
    .prepare<SpanParameters, RequestRollup>(`select ${SERIES}, requests, failed, states from request_rollups ${WHERE}`)
    .iterate(...parameters(span));
}

function parameters(span: RollupSpan): SpanParameters {
  return [storedResolution.code(span.resolution), span.fromMs, span.toMs, span.aliasId];
}
