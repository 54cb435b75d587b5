import type Database from "better-sqlite3";
import type { RouteServing } from "../route-serving";
import { RESOLUTION_MS, storedKind, storedResolution } from "../schema/stored-codes";
import { Names } from "./read-names";
import { startOfBucket } from "./window-plan";

const TRAFFIC = storedKind.code("traffic");
const PROBE = storedKind.code("probe");
const SERVED = "coalesce(classes ->> '$.ok', 0)";
/** Callers who left say nothing about the route. */
const LEFT = "coalesce(classes ->> '$.client_closed', 0)";

/**
 * What one route did for all aliases since a moment: `recentMs` back for rates, `sinceMs` back for when it served last.
 * From the minute rollups, so a time is the start of its minute.
 */
export function routeServing(
  db: Database.Database,
  route: string,
  span: { readonly sinceMs: number; readonly recentMs: number },
): RouteServing {
  const routeId = new Names(db).id(route);
  if (routeId === undefined) return NOTHING;
  const recentMs = startOfBucket(span.recentMs, RESOLUTION_MS.minute);
  const row = db
    .prepare<number[], RouteServing>(
      `select coalesce(sum(case when kind = ${TRAFFIC} and bucket_at >= ? then attempts - ${LEFT} end), 0) as calls,
         coalesce(sum(case when kind = ${TRAFFIC} and bucket_at >= ? then attempts - ${SERVED} - ${LEFT} end), 0) as failedCalls,
         coalesce(sum(case when kind = ${PROBE} then attempts end), 0) as probes,
         coalesce(sum(case when kind = ${PROBE} then attempts - ${SERVED} end), 0) as failedProbes,
         max(case when ${SERVED} > 0 then bucket_at end) as lastServedAtMs
       from attempt_rollups
       where resolution = ${storedResolution.code("minute")} and bucket_at >= ? and llm_route_id = ?`,
    )
    .get(recentMs, recentMs, startOfBucket(span.sinceMs, RESOLUTION_MS.minute), routeId);
  return row ?? NOTHING;
}

const NOTHING: RouteServing = { calls: 0, failedCalls: 0, probes: 0, failedProbes: 0, lastServedAtMs: null };
