import type Database from "better-sqlite3";
import { RESOLUTION_MS, type Resolution, storedKind, storedResolution } from "../schema/stored-codes";
import { startOfBucket } from "./window-plan";

/** A span of the stage that is read at one resolution. */
interface StagePart {
  readonly resolution: Resolution;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** Minutes for what is recent, coarser rows for what is settled: few rows for a stage of days. */
const FINE_FOR_MS = 30 * 60_000;
const MIDDLE_FOR_MS = 6 * 60 * 60_000;

interface SeriesColumns {
  readonly bucketAt: number;
  readonly routeId: number;
  readonly cohortId: number;
  readonly arm: number;
  readonly isControl: number;
}

export interface StageCalls extends SeriesColumns {
  readonly attempts: number;
  readonly slow: number;
  /** JSON: counts by signal class. */
  readonly classes: string;
  readonly tokens: number;
  readonly cost: number | null;
  readonly latency: Uint8Array | null;
}

export interface StageRequests extends SeriesColumns {
  readonly requests: number;
  readonly failed: number;
  /** JSON: counts by reason code. */
  readonly reasons: string;
  readonly fallbackReasons: string;
}

const WHERE = `where resolution = ? and bucket_at >= ? and bucket_at < ? and app_model_alias_id = ?
  and kind = ${storedKind.code("traffic")} and llm_route_version >= ?`;
const SERIES = "bucket_at, llm_route_id, cohort_id, arm, is_control";

type Parameters = [number, number, number, number, number];
type SeriesValues = [number, number, number, number, number];

export interface StageSpan {
  readonly aliasId: number;
  readonly fromVersion: number;
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** Provider calls of people's traffic in a stage, oldest part first. */
export function stageCalls(db: Database.Database, span: StageSpan): StageCalls[] {
  type Values = [...SeriesValues, number, number, string, number, number, number | null, Uint8Array | null];
  const rows = db
    .prepare<Parameters, Values>(
      `select ${SERIES}, attempts, slow, classes, input_token_count, output_token_count, cost, latency
       from attempt_rollups ${WHERE}`,
    )
    .raw();
  return stageParts(span).flatMap((part) =>
    rows.all(...parameters(span, part)).map((row) => ({
      bucketAt: row[0],
      routeId: row[1],
      cohortId: row[2],
      arm: row[3],
      isControl: row[4],
      attempts: row[5],
      slow: row[6],
      classes: row[7],
      tokens: row[8] + row[9],
      cost: row[10],
      latency: row[11],
    })),
  );
}

/** Whole requests of people's traffic in a stage, oldest part first. */
export function stageRequests(db: Database.Database, span: StageSpan): StageRequests[] {
  const rows = db
    .prepare<Parameters, [...SeriesValues, number, number, string, string]>(
      `select ${SERIES}, requests, failed, reasons, fallback_reasons from request_rollups ${WHERE}`,
    )
    .raw();
  return stageParts(span).flatMap((part) =>
    rows.all(...parameters(span, part)).map((row) => ({
      bucketAt: row[0],
      routeId: row[1],
      cohortId: row[2],
      arm: row[3],
      isControl: row[4],
      requests: row[5],
      failed: row[6],
      reasons: row[7],
      fallbackReasons: row[8],
    })),
  );
}

function stageParts({ sinceMs, nowMs }: StageSpan): StagePart[] {
  const fineFromMs = startOfBucket(nowMs - FINE_FOR_MS, RESOLUTION_MS.five_minutes);
  const middleFromMs = startOfBucket(nowMs - MIDDLE_FOR_MS, RESOLUTION_MS.quarter);
  const parts: StagePart[] = [
    { resolution: "quarter", fromMs: startOfBucket(sinceMs, RESOLUTION_MS.quarter), toMs: middleFromMs },
    {
      resolution: "five_minutes",
      fromMs: Math.max(middleFromMs, startOfBucket(sinceMs, RESOLUTION_MS.five_minutes)),
      toMs: fineFromMs,
    },
    {
      resolution: "minute",
      fromMs: Math.max(fineFromMs, startOfBucket(sinceMs, RESOLUTION_MS.minute)),
      toMs: nowMs + 1,
    },
  ];
  return parts.filter(({ fromMs, toMs }) => fromMs < toMs);
}

function parameters({ aliasId, fromVersion }: StageSpan, { resolution, fromMs, toMs }: StagePart): Parameters {
  return [storedResolution.code(resolution), fromMs, toMs, aliasId, fromVersion];
}
