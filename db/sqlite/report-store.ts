import type { CohortShare } from "@/lib/contract/canary";
import type { Window } from "@/lib/contract/common";
import type { RecentChange } from "@/lib/contract/overview";
import type { RequestDetail, RequestList, RequestListQuery } from "@/lib/contract/requests";
import type { AliasTraffic, TrafficGroupBy } from "@/lib/contract/traffic";
import type { AliasActivity } from "../alias-activity";
import type { RollbackTraffic, RollbackTrafficQuery } from "../rollback-traffic";
import type { RouteServing } from "../route-serving";
import type { StageEvidence, StageKnown, StageQuery, StageVerdicts } from "../stage-evidence";
import type { LedgerFigures, ReportStore } from "../store";
import type { ReportThread } from "./report-thread";

/** Reports from rollups, answered by the report worker. */
export class SqliteReportStore implements ReportStore {
  constructor(
    private readonly reports: ReportThread,
    private readonly ledger: { figures(): LedgerFigures },
    private readonly now: () => number,
  ) {}

  aliasTraffic(alias: string, window: Window, by: readonly TrafficGroupBy[], nowMs: number): Promise<AliasTraffic> {
    return this.reports.run("aliasTraffic", [{ alias, window, by, nowMs, dataUntilMs: this.dataUntilMs() }]);
  }

  aliasActivity(window: Window, nowMs: number): Promise<AliasActivity[]> {
    return this.reports.run("aliasActivity", [window, nowMs]);
  }

  cohortShares(
    alias: string,
    fromVersion: number,
    sinceMs: number,
    nowMs: number,
  ): Promise<Omit<CohortShare, "set_percent">[]> {
    return this.reports.run("cohortShares", [alias, fromVersion, sinceMs, nowMs]);
  }

  requests(query: RequestListQuery, nowMs: number): Promise<RequestList> {
    return this.reports.run("requestList", [query, nowMs]);
  }

  request(traceId: string): Promise<RequestDetail | null> {
    return this.reports.run("requestDetail", [traceId]);
  }

  recentChanges(limit: number): Promise<RecentChange[]> {
    return this.reports.run("recentChanges", [limit]);
  }

  routeServing(route: string, span: { readonly sinceMs: number; readonly recentMs: number }): Promise<RouteServing> {
    return this.reports.run("routeServing", [route, span]);
  }

  rollbackTraffic(query: RollbackTrafficQuery): Promise<RollbackTraffic> {
    return this.reports.run("rollbackTraffic", [query]);
  }

  stageEvidence(query: StageQuery): Promise<StageEvidence> {
    return this.reports.run("stageEvidence", [query]);
  }

  stageVerdicts(query: StageQuery, known: StageKnown): Promise<StageVerdicts> {
    return this.reports.run("stageVerdicts", [query, known]);
  }

  async dataUntil(): Promise<number> {
    return this.dataUntilMs();
  }

  /** Rollups are written with the facts, so an empty queue means that they are complete up to now. */
  private dataUntilMs(): number {
    const { queued, state, committedAtMs } = this.ledger.figures();
    return queued === 0 && state === "recording" ? this.now() : (committedAtMs ?? 0);
  }
}
