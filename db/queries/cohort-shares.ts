import type Database from "better-sqlite3";
import type { CohortShare } from "@/lib/contract/canary";
import { RESOLUTION_MS, storedArm } from "../schema/stored-codes";
import { Names } from "./read-names";
import { requestRollups } from "./rollup-rows";
import { startOfBucket } from "./window-plan";

/**
 * The measured canary share of each cohort that had requests since a moment, counted from the minute it falls in and
 * over `fromVersion` and newer versions only. Cohorts without requests are left out.
 */
export function cohortShares(
  db: Database.Database,
  alias: string,
  fromVersion: number,
  sinceMs: number,
  nowMs: number,
): Omit<CohortShare, "set_percent">[] {
  const names = new Names(db);
  const aliasId = names.id(alias);
  if (aliasId === undefined) return [];
  const fromMs = startOfBucket(sinceMs, RESOLUTION_MS.minute);
  const counts = new Map<number, { total: number; canary: number }>();
  const span = { resolution: "minute", fromMs, toMs: nowMs, aliasId, sketchesFromMs: null } as const;
  for (const row of requestRollups(db, span)) {
    if (row.routeVersion < fromVersion) continue;
    const count = counts.get(row.cohortId) ?? { total: 0, canary: 0 };
    counts.set(row.cohortId, count);
    count.total += row.requests;
    if (storedArm.name(row.arm) === "canary") count.canary += row.requests;
  }
  return [...counts].map(([cohortId, { total, canary }]) => ({
    cohort: names.name(cohortId),
    actual_percent: total === 0 ? null : (canary / total) * 100,
    requests: total,
  }));
}
