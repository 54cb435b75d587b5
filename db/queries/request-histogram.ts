import type Database from "better-sqlite3";
import type { RequestList, RequestListQuery } from "@/lib/contract/requests";
import { RESOLUTION_MS, RESOLUTIONS, storedResolution } from "../schema/stored-codes";
import { parseTally } from "../sqlite/rollup-cell";
import type { PageSpan } from "./page-spans";
import type { RequestFilter } from "./request-filter";
import { iso, startOfBucket } from "./window-plan";

type Bar = NonNullable<RequestList["histogram"]>[number];

const MOST_BARS = 120;
const MINUTE_MS = RESOLUTION_MS.minute;
const BAR_MS = [1, 2, 5, 15, 30, 60, 120, 360, 720, 1_440].map((minutes) => minutes * MINUTE_MS);

/**
 * Finished requests per bar of time for the alias, kind, cohort, arm and state of the filter. `histogram` is null for
 * filters the rollups cannot count by request: class, route and reason.
 */
export function requestHistogram(
  db: Database.Database,
  filter: RequestFilter | null,
  query: RequestListQuery,
  span: PageSpan,
): Pick<RequestList, "bucket_ms" | "histogram"> {
  const bucketMs = barLength(span.toMs - span.fromMs);
  if (query.class !== undefined || query.route !== undefined || query.reason !== undefined) {
    return { bucket_ms: bucketMs, histogram: null };
  }
  const bars = new Map<number, { succeeded: number; failed: number }>();
  for (const row of filter === null ? [] : countsByBucket(db, filter, span, bucketMs)) {
    const at = startOfBucket(row.bucket_at, bucketMs);
    const bar = bars.get(at) ?? { succeeded: 0, failed: 0 };
    bars.set(at, bar);
    for (const [state, count] of Object.entries(parseTally(row.states))) {
      if (query.state !== undefined && query.state !== state) continue;
      if (state === "succeeded") bar.succeeded += count;
      else if (state === "failed" || state === "interrupted") bar.failed += count;
    }
  }
  return { bucket_ms: bucketMs, histogram: [...bars].sort(([a], [b]) => a - b).map(toBar) };
}

function toBar([atMs, bar]: [number, { succeeded: number; failed: number }]): Bar {
  return { at: iso(atMs), ...bar };
}

function barLength(spanMs: number): number {
  return (
    BAR_MS.find((barMs) => spanMs / barMs <= MOST_BARS) ?? startOfBucket(spanMs / MOST_BARS, MINUTE_MS) + MINUTE_MS
  );
}

function countsByBucket(
  db: Database.Database,
  filter: RequestFilter,
  span: PageSpan,
  bucketMs: number,
): IterableIterator<{ bucket_at: number; states: string }> {
  const fitting = RESOLUTIONS.filter((name) => bucketMs % RESOLUTION_MS[name] === 0);
  const resolution = storedResolution.code(fitting.at(-1) ?? "minute");
  return db
    .prepare<(string | number)[], { bucket_at: number; states: string }>(
      `select bucket_at, states from request_rollups where resolution = ? and bucket_at >= ? and bucket_at <= ?
         ${filter.series.map(({ sql }) => `and ${sql}`).join(" ")}`,
    )
    .iterate(
      resolution,
      startOfBucket(span.fromMs, bucketMs),
      span.toMs,
      ...filter.series.flatMap(({ values }) => values),
    );
}
