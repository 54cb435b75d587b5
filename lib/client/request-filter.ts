import type { Window } from "@/lib/contract/common";
import type { RequestListQuery } from "@/lib/contract/requests";
import { WINDOW_MS } from "@/lib/contract/window-ms";

/** What a list of requests is asked for. A `window` instead of `from` moves with the clock, so it stays out of the times. */
export type RequestFilter = Partial<RequestListQuery> & { readonly window?: Window };

/** The filter as the API takes it: a relative window becomes the time it began, measured back from `nowMs`. */
export function toRequestListQuery({ window, ...query }: RequestFilter, nowMs: number): Partial<RequestListQuery> {
  if (window === undefined || query.from !== undefined || query.to !== undefined) return query;
  return { ...query, from: new Date(nowMs - WINDOW_MS[window]).toISOString() };
}
