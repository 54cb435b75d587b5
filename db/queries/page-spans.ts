import type Database from "better-sqlite3";
import { RESOLUTION_MS, storedResolution } from "../schema/stored-codes";
import type { RequestFilter } from "./request-filter";

const MINUTE_MS = RESOLUTION_MS.minute;

/** Start times of requests, both ends included. */
export interface PageSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where the next rows of a page can be, newest first: the minute rollups say how far back one has to look for `wanted`
 * matches, so that a rare filter skips the hours in which nothing matched instead of reading them. The spans cover
 * every finished request that can match and do not overlap; each is larger than the one before, as counts are upper bounds.
 */
export function* pageSpans(
  db: Database.Database,
  filter: RequestFilter,
  within: PageSpan,
  wanted: number,
): Generator<PageSpan> {
  let span: PageSpan | null = null;
  let toMs = within.toMs;
  let found = 0;
  let target = wanted;
  for (const minute of matchingMinutes(db, filter, within.fromMs, within.toMs)) {
    const fromMs = Math.max(within.fromMs, minute.bucket_at);
    const untilMs = minute.bucket_at + MINUTE_MS - 1;
    if (span !== null && untilMs < span.fromMs - 1) {
      yield span;
      toMs = span.fromMs - 1;
      span = null;
    }
    toMs = span === null ? Math.min(toMs, untilMs) : toMs;
    if (toMs < fromMs) continue;
    span = { fromMs, toMs };
    found += minute.matches;
    if (found < target) continue;
    yield span;
    toMs = fromMs - 1;
    span = null;
    found = 0;
    target *= 4;
  }
  if (span !== null) yield span;
}

function matchingMinutes(
  db: Database.Database,
  filter: RequestFilter,
  fromMs: number,
  toMs: number,
): IterableIterator<{ bucket_at: number; matches: number }> {
  const { table, count, where } = filter.counted;
  const conditions = [...filter.series, ...where];
  return db
    .prepare<(string | number)[], { bucket_at: number; matches: number }>(
      `select bucket_at, sum(${count}) as matches from ${table}
       where resolution = ${storedResolution.code("minute")} and bucket_at > ? and bucket_at <= ?
         ${conditions.map(({ sql }) => `and ${sql}`).join(" ")}
       group by bucket_at having matches > 0 order by bucket_at desc`,
    )
    .iterate(fromMs - MINUTE_MS, toMs, ...conditions.flatMap(({ values }) => values));
}
