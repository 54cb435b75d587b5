import type Database from "better-sqlite3";
import type { RollbackTraffic, RollbackTrafficQuery } from "../rollback-traffic";
import {
  RESOLUTION_MS,
  storedArm,
  storedAttemptState,
  storedKind,
  storedRequestState,
  storedResolution,
} from "../schema/stored-codes";
import { Names } from "./read-names";
import { startOfBucket } from "./window-plan";

const TRAFFIC = storedKind.code("traffic");
const RUNNING = storedRequestState.code("running");
const FAILED = [storedRequestState.code("failed"), storedRequestState.code("interrupted")].join(", ");
const MINUTE = storedResolution.code("minute");

/** No request outlives its alias's deadline; ten minutes is beyond every sensible one. */
const LONGEST_REQUEST_MS = 600_000;
const BASELINE_MS = 3_600_000;
/** How far back the charts are looked at for the version before. */
const CHARTED_MS = 900_000;

/**
 * What the ledger says since a rollback was in force: requests and calls of its aliases by new and older versions, the
 * charts' counts by version, and the failures of the stable arm in the hour before as what is normal.
 */
export function rollbackTraffic(db: Database.Database, query: RollbackTrafficQuery): RollbackTraffic {
  const names = new Names(db);
  const ids = query.aliases.flatMap((alias) => names.id(alias) ?? []);
  if (ids.length === 0) return NOTHING;
  const ofAliases = `kind = ${TRAFFIC} and app_model_alias_id in (${ids.map(() => "?").join(", ")})`;
  return {
    ...sinceInForce(db, query, ofAliases, ids),
    staleAttempts: staleAttempts(db, query, ofAliases, ids),
    ...charted(db, query, ofAliases, ids),
    baseline: baseline(db, query, ofAliases, ids),
  };
}

const NOTHING: RollbackTraffic = {
  newRequests: 0,
  staleRequests: 0,
  ended: 0,
  failed: 0,
  staleAttempts: 0,
  chartedBefore: 0,
  chartedAfter: 0,
  baseline: { requests: 0, failed: 0 },
};

type Counts<Name extends keyof RollbackTraffic> = Pick<RollbackTraffic, Name>;

function sinceInForce(
  db: Database.Database,
  { routeVersion, inForceMs }: RollbackTrafficQuery,
  ofAliases: string,
  ids: readonly number[],
): Counts<"newRequests" | "staleRequests" | "ended" | "failed"> {
  type Row = Counts<"newRequests" | "staleRequests" | "ended" | "failed">;
  const row = db
    .prepare<number[], Row>(
      `select count(case when llm_route_version >= ? then 1 end) as newRequests,
         count(case when llm_route_version < ? then 1 end) as staleRequests,
         count(case when llm_route_version >= ? and state <> ${RUNNING} then 1 end) as ended,
         count(case when llm_route_version >= ? and state in (${FAILED}) then 1 end) as failed
       from requests where started_at > ? and ${ofAliases}`,
    )
    .get(routeVersion, routeVersion, routeVersion, routeVersion, inForceMs, ...ids);
  return row ?? NOTHING;
}

/** Only requests that were not over when the rollback came can have called again. */
function staleAttempts(
  db: Database.Database,
  { routeVersion, inForceMs }: RollbackTrafficQuery,
  ofAliases: string,
  ids: readonly number[],
): number {
  const row = db
    .prepare<number[], { calls: number }>(
      `select count(*) as calls from requests r join attempts a on a.id >= r.seq * 256 and a.id < (r.seq + 1) * 256
       where r.started_at > ? and r.started_at <= ? and ${ofAliases.replaceAll("kind", "r.kind")}
         and (r.latency_us is null or r.started_at * 1000 + r.latency_us >= ? * 1000)
         and a.started_at > ? and a.llm_route_version < ? and a.state <> ${storedAttemptState.code("skipped")}`,
    )
    .get(inForceMs - LONGEST_REQUEST_MS, inForceMs, ...ids, inForceMs, inForceMs, routeVersion);
  return row?.calls ?? 0;
}

function charted(
  db: Database.Database,
  { routeVersion, inForceMs }: RollbackTrafficQuery,
  ofAliases: string,
  ids: readonly number[],
): Counts<"chartedBefore" | "chartedAfter"> {
  const row = db
    .prepare<number[], Counts<"chartedBefore" | "chartedAfter">>(
      `select coalesce(sum(case when llm_route_version < ? then requests end), 0) as chartedBefore,
         coalesce(sum(case when llm_route_version >= ? then requests end), 0) as chartedAfter
       from request_rollups where resolution = ${MINUTE} and bucket_at >= ? and ${ofAliases}`,
    )
    .get(routeVersion, routeVersion, startOfBucket(inForceMs - CHARTED_MS, RESOLUTION_MS.minute), ...ids);
  return row ?? NOTHING;
}

function baseline(
  db: Database.Database,
  { routeVersion, inForceMs }: RollbackTrafficQuery,
  ofAliases: string,
  ids: readonly number[],
): RollbackTraffic["baseline"] {
  const row = db
    .prepare<number[], RollbackTraffic["baseline"]>(
      `select coalesce(sum(requests), 0) as requests, coalesce(sum(failed), 0) as failed
       from request_rollups where resolution = ${MINUTE} and bucket_at >= ? and bucket_at <= ?
         and llm_route_version < ? and arm = ${storedArm.code("stable")} and ${ofAliases}`,
    )
    .get(startOfBucket(inForceMs - BASELINE_MS, RESOLUTION_MS.minute), inForceMs, routeVersion, ...ids);
  return row ?? NOTHING.baseline;
}
