import type { AliasActivity } from "@/db/alias-activity";
import type { AliasSummary } from "@/lib/contract/overview";
import type { AliasSection } from "@/lib/contract/route-map";
import { type AliasObjective, type AliasStatus, aliasStatus, minuteStatus } from "@/lib/core/alias-status";
import type { BreakerView } from "./context";
import { isoTime } from "./iso-time";
import type { RollbackPlan } from "./rollback-plan";

/** One alias as Overview shows and ranks it. */
export interface SummarizedAlias {
  readonly summary: AliasSummary;
  readonly status: AliasStatus;
  readonly failedRequests: number;
}

const MINUTE_MS = 60_000;
const STRIP_MINUTES = 60;
/** "Requests a second" looks back this many whole minutes and the running one. */
const RATE_MINUTES = 5;

/** Summarizes one alias; `activity` is null when nothing came in the window or the one before. */
export function summarizeAlias(
  alias: string,
  section: AliasSection,
  activity: AliasActivity | null,
  rollback: RollbackPlan,
  primaryBreaker: BreakerView | null,
  nowMs: number,
): SummarizedAlias {
  const objective: AliasObjective = {
    availability: section.objective.availability,
    latencyP95Ms: section.objective.latency_p95_ms,
  };
  const status = aliasStatus(
    {
      minutes: activity?.minutes ?? [],
      previousRequests: activity?.previousRequests ?? 0,
      previousFailedRequests: activity?.previousFailedRequests ?? 0,
      latencyP95Ms: activity?.latencyMs.p95 ?? null,
      latencyCount: activity?.latencyMs.count ?? 0,
      errors: activity?.errors ?? [],
      primaryOut: isOut(primaryBreaker) ? { ...primaryBreaker, route: section.primary } : null,
    },
    objective,
    nowMs,
  );
  const summary: AliasSummary = {
    alias,
    owner: section.owner,
    status: status.status,
    status_reason: status.reason,
    requests: activity?.requests ?? 0,
    requests_per_second: recentRate(activity, nowMs),
    failed_percent: percentOrNull(status.failedShare),
    failed_percent_before: percentOrNull(status.normalShare),
    latency_ms: activity?.latencyMs ?? { p50: null, p95: null, p99: null, count: 0 },
    latency_objective_ms: objective.latencyP95Ms,
    canary: mostExposedCohort(section, activity),
    rollback_to: rollback.kind === "possible" ? rollback.toVersion : null,
    strip: strip(activity, objective, nowMs),
  };
  return { summary, status, failedRequests: activity?.failedRequests ?? 0 };
}

function isOut(breaker: BreakerView | null): breaker is BreakerView {
  return breaker?.state === "open" || breaker?.state === "forced_open" || breaker?.state === "disabled";
}

function percentOrNull(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function startOfMinute(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

function recentRate(activity: AliasActivity | null, nowMs: number): number {
  const sinceMs = startOfMinute(nowMs) - RATE_MINUTES * MINUTE_MS;
  const requests = (activity?.minutes ?? [])
    .filter((minute) => minute.atMs >= sinceMs)
    .reduce((sum, minute) => sum + minute.requests, 0);
  return requests / ((nowMs - sinceMs) / 1_000);
}

function mostExposedCohort(section: AliasSection, activity: AliasActivity | null): AliasSummary["canary"] {
  if (section.canary === null) return null;
  const byExposure = Object.entries(section.canary.cohorts).sort(([, left], [, right]) => right - left);
  const [first] = byExposure;
  if (first === undefined) return null;
  const [cohort, setPercent] = first;
  const share = activity?.shares.find((candidate) => candidate.cohort === cohort);
  const isMeasured = share !== undefined && share.total > 0;
  return { cohort, set_percent: setPercent, actual_percent: isMeasured ? (share.canary / share.total) * 100 : null };
}

/** Always sixty minutes, oldest first, so that strips of all aliases line up; an empty minute says "no data". */
function strip(activity: AliasActivity | null, objective: AliasObjective, nowMs: number): AliasSummary["strip"] {
  const byMinute = new Map((activity?.minutes ?? []).map((minute) => [minute.atMs, minute]));
  const newestMs = startOfMinute(nowMs);
  return Array.from({ length: STRIP_MINUTES }, (_, index) => {
    const atMs = newestMs - (STRIP_MINUTES - 1 - index) * MINUTE_MS;
    const minute = byMinute.get(atMs) ?? { atMs, requests: 0, failed: 0 };
    return {
      at: isoTime(atMs),
      requests: minute.requests,
      failed: minute.failed,
      status: minuteStatus(minute, objective),
    };
  });
}
