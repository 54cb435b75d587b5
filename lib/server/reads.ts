import type { AuditList, AuditQuery } from "@/lib/contract/audit";
import type { CanaryView } from "@/lib/contract/canary";
import type { Window } from "@/lib/contract/common";
import type { Overview } from "@/lib/contract/overview";
import type { RequestDetail, RequestList, RequestListQuery } from "@/lib/contract/requests";
import type { RouteMapContent, RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "@/lib/contract/route-map";
import type { Principal, SessionView } from "@/lib/contract/session";
import type { AliasTraffic, TrafficQuery } from "@/lib/contract/traffic";
import type { ControlContext } from "@/lib/control/context";
import { readAliasTraffic } from "@/lib/control/read-alias-traffic";
import { readAudit } from "@/lib/control/read-audit";
import { readCanary } from "@/lib/control/read-canary";
import { readOverview } from "@/lib/control/read-overview";
import { readRequest } from "@/lib/control/read-request";
import { readRequests } from "@/lib/control/read-requests";
import { readRouteMapDiff, readRouteMapVersion, readRouteMapVersions } from "@/lib/control/read-route-map";

/** What pages put into their server HTML: the same answers the console API gives, without the way over HTTP. */
export interface Reads {
  session(principal: Principal): SessionView;
  overview(window: Window): Promise<Overview>;
  aliases(): readonly string[];
  traffic(alias: string, query: TrafficQuery): Promise<AliasTraffic>;
  canary(alias: string): Promise<CanaryView>;
  requests(query: RequestListQuery): Promise<RequestList>;
  request(traceId: string): Promise<RequestDetail>;
  /** The active route map's content. */
  routeMap(): RouteMapContent;
  /** The newest versions, or those below `before`. */
  routeMapVersions(before?: number | null): Promise<RouteMapVersionList>;
  routeMapVersion(version: number): Promise<RouteMapVersion>;
  routeMapDiff(from: number, to: number): Promise<RouteMapDiff>;
  audit(query: AuditQuery): Promise<AuditList>;
}

const FIRST_PAGE = 50;

export function createReads(context: ControlContext, publicUrl: string): Reads {
  return {
    session: (principal) => ({
      principal,
      environment: context.environment,
      instance_count: 1,
      active_version: context.active().version,
      public_url: publicUrl,
    }),
    overview: (window) => readOverview(context, window),
    aliases: () => Object.keys(context.active().content.aliases),
    traffic: (alias, query) => readAliasTraffic(context, { alias, ...query }),
    canary: (alias) => readCanary(context, alias),
    requests: (query) => readRequests(context, query),
    request: (traceId) => readRequest(context, traceId),
    routeMap: () => context.active().content,
    routeMapVersions: (before) => readRouteMapVersions(context, { cursor: before ?? undefined, limit: FIRST_PAGE }),
    routeMapVersion: (version) => readRouteMapVersion(context, version),
    routeMapDiff: (from, to) => readRouteMapDiff(context, from, to),
    audit: (query) => readAudit(context, query),
  };
}
