import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { AuditList, type AuditQuery } from "@/lib/contract/audit";
import { CanaryView } from "@/lib/contract/canary";
import type { Window } from "@/lib/contract/common";
import { Overview } from "@/lib/contract/overview";
import { RequestDetail, RequestList, type RequestListQuery, type RequestRow } from "@/lib/contract/requests";
import { RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "@/lib/contract/route-map";
import { SessionView } from "@/lib/contract/session";
import { AliasTraffic, type TrafficGroupBy } from "@/lib/contract/traffic";
import { apiGet, apiText } from "./api";
import { type RequestFilter, toRequestListQuery } from "./request-filter";

/**
 * Every question the console asks, key and fetcher together. A key holds every input of its fetcher.
 * Where only a window or a filter changes, the old answer stays up until the new one is there; another alias's never does.
 * `meta.refreshMs` is how old an answer on screen may get while the live stream is up; none means "only on events".
 */

/** A bucket is at least half a minute; asking a wide window more often would redraw the same points. */
const REFRESH_MS: Readonly<Record<Window, number>> = {
  "15m": 5_000,
  "1h": 10_000,
  "6h": 30_000,
  "24h": 60_000,
  "7d": 300_000,
};

/** A list filter with the page size left to the server unless named. */
export type AuditFilter = Partial<AuditQuery>;

export const sessionQuery = () =>
  queryOptions({
    queryKey: ["session"] as const,
    queryFn: ({ signal }) => apiGet("/api/session", SessionView, signal),
    staleTime: 60_000,
  });

export const overviewQuery = (window: Window) =>
  queryOptions({
    queryKey: ["overview", window] as const,
    queryFn: ({ signal }) => apiGet(`/api/overview?window=${window}`, Overview, signal),
    placeholderData: keepPreviousData,
    meta: { refreshMs: REFRESH_MS["1h"] },
  });

/** Percentiles of a group cannot be averaged from finer ones, so each grouping is its own question. */
export const trafficQuery = (alias: string, window: Window, by: readonly TrafficGroupBy[]) =>
  queryOptions({
    queryKey: ["traffic", alias, window, by.join(",")] as const,
    queryFn: ({ signal }) =>
      apiGet(`${aliasPath(alias)}/traffic${queryString({ window, by: by.join(",") })}`, AliasTraffic, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === alias ? previous : undefined),
    meta: { refreshMs: REFRESH_MS[window] },
  });

export const canaryQuery = (alias: string) =>
  queryOptions({
    queryKey: ["canary", alias] as const,
    queryFn: ({ signal }) => apiGet(`${aliasPath(alias)}/canary`, CanaryView, signal),
    meta: { refreshMs: 10_000 },
  });

/** One page of requests, newest first. Only the newest page of a span without an end can change. */
export const requestsQuery = (filter: RequestFilter) =>
  queryOptions({
    queryKey: ["requests", "page", filter] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/requests${queryString(toRequestListQuery(filter, Date.now()))}`, RequestList, signal),
    placeholderData: keepPreviousData,
    meta: filter.cursor === undefined && filter.to === undefined ? { refreshMs: 5_000 } : {},
  });

/** How many requests of each kind, and in all, stand for what fails. */
export const EXAMPLES = 8;

/** The latest requests of an alias that failed or were saved by a fallback, newest first. */
export const failureExamplesQuery = (alias: string) =>
  queryOptions({
    queryKey: ["requests", "examples", alias] as const,
    queryFn: async ({ signal }) => {
      const page = (filter: Partial<RequestListQuery>) =>
        apiGet(`/api/requests${queryString({ alias, limit: EXAMPLES, ...filter })}`, RequestList, signal);
      const pages = await Promise.all([page({ state: "failed" }), page({ reason: "served_by_fallback" })]);
      return newestExamples(pages);
    },
    meta: { refreshMs: 10_000 },
  });

/** One list of the newest rows of several. */
export function newestExamples(pages: readonly RequestList[]): RequestRow[] {
  return pages
    .flatMap((page) => page.requests)
    .sort((left, right) => (left.started_at < right.started_at ? 1 : -1))
    .slice(0, EXAMPLES);
}

export const requestQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["request", traceId] as const,
    queryFn: ({ signal }) => apiGet(`/api/requests/${encodeURIComponent(traceId)}`, RequestDetail, signal),
  });

/** One page of versions, newest first; `before` is the number to continue below. */
export const routeMapVersionsQuery = (before: number | null = null) =>
  queryOptions({
    queryKey: ["route-map", "versions", before] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/route-map/versions${queryString({ cursor: before ?? undefined })}`, RouteMapVersionList, signal),
  });

/** A version never changes, so it is asked for once; `is_active` may be old and the list knows better. */
export const routeMapVersionQuery = (version: number) =>
  queryOptions({
    queryKey: ["route-map", "version", version] as const,
    queryFn: ({ signal }) => apiGet(`/api/route-map/versions/${version}`, RouteMapVersion, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A version as the text a draft starts from. */
export const routeMapYamlQuery = (version: number) =>
  queryOptions({
    queryKey: ["route-map", "yaml", version] as const,
    queryFn: ({ signal }) => apiText(`/api/route-map/export?version=${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const routeMapDiffQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ["route-map", "diff", from, to] as const,
    queryFn: ({ signal }) => apiGet(`/api/route-map/diff${queryString({ from, to })}`, RouteMapDiff, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const auditQuery = (filter: AuditFilter) =>
  queryOptions({
    queryKey: ["audit", "page", filter] as const,
    queryFn: ({ signal }) => apiGet(`/api/audit${queryString(filter)}`, AuditList, signal),
    placeholderData: keepPreviousData,
    meta: filter.cursor === undefined ? { refreshMs: 30_000 } : {},
  });

export function aliasPath(alias: string): string {
  return `/api/aliases/${encodeURIComponent(alias)}`;
}

export function queryString(params: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
