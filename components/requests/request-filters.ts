import { createParser, createSerializer, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { RequestFilter } from "@/lib/client/request-filter";
import { windowParser } from "@/lib/client/view-params";
import type { Window } from "@/lib/contract/common";
import { RequestStateName } from "@/lib/contract/requests";
import { REASON_CODES } from "@/lib/core/reason-code";
import { SIGNAL_CLASSES } from "@/lib/core/signal-class";
import { formatMoment } from "../ui/format-time";

/** An ISO 8601 moment in the address, brought to UTC with milliseconds; anything else counts as absent. */
const parseAsMoment = createParser<string>({
  parse: (text) => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  },
  serialize: (iso) => iso,
});

export const KINDS_ON_DEMAND = ["probe", "drill", "all"] as const;

/** The state of the Requests page that lives in its address: what is asked for, which page of it, which one is open. */
export const requestParsers = {
  alias: parseAsString,
  cohort: parseAsString,
  arm: parseAsStringLiteral(["stable", "canary"] as const),
  route: parseAsString,
  class: parseAsStringLiteral(SIGNAL_CLASSES),
  reason: parseAsStringLiteral(REASON_CODES),
  state: parseAsStringLiteral(RequestStateName.options),
  /** Absent, the page is about traffic: what the machine sends to test itself is looked at on purpose only. */
  kind: parseAsStringLiteral(KINDS_ON_DEMAND),
  window: windowParser,
  from: parseAsMoment,
  to: parseAsMoment,
  /** Opaque place in the list where an older page begins; absent on the newest page. */
  cursor: parseAsString,
  /** Trace id of the request in the drawer. */
  req: parseAsString,
};

export type RequestUrlState = inferParserType<typeof requestParsers>;

/** The filters that narrow the list, in the order the bar shows them. */
export const FILTER_KEYS = ["alias", "cohort", "arm", "route", "class", "reason", "state", "kind"] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

export const NO_FILTERS = {
  alias: null,
  cohort: null,
  arm: null,
  route: null,
  class: null,
  reason: null,
  state: null,
  kind: null,
  cursor: null,
} as const satisfies Partial<Record<keyof RequestUrlState, null>>;

export const WINDOW_LABEL: Readonly<Record<Window, string>> = {
  "15m": "the last 15 minutes",
  "1h": "the last hour",
  "6h": "the last 6 hours",
  "24h": "the last 24 hours",
  "7d": "the last 7 days",
};

export function isAbsolute(state: Pick<RequestUrlState, "from" | "to">): boolean {
  return state.from !== null || state.to !== null;
}

/** Follows new requests: the newest page of a span that has no end. */
export function isLive(state: Pick<RequestUrlState, "to" | "cursor">): boolean {
  return state.cursor === null && state.to === null;
}

/** What the list is asked for at this address. Absolute times win over the window. */
export function toRequestFilter(state: RequestUrlState): RequestFilter {
  const span = isAbsolute(state) ? { from: state.from, to: state.to } : { window: state.window };
  const { alias, cohort, arm, route, reason, cursor } = state;
  const kind = state.kind === "all" ? null : (state.kind ?? "traffic");
  const asked = { alias, cohort, arm, route, class: state.class, reason, state: state.state, kind, ...span, cursor };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
}

export interface ActiveFilter {
  readonly key: FilterKey;
  readonly value: string;
}

export function activeFilters(state: RequestUrlState): ActiveFilter[] {
  return FILTER_KEYS.flatMap((key) => {
    const value = state[key];
    return value === null ? [] : [{ key, value }];
  });
}

/** "arm=canary, class=transport_timeout in the last hour": what a list that came back empty was asked for. */
export function describeQuestion(state: RequestUrlState): string {
  const filters = activeFilters(state).map(({ key, value }) => `${key}=${value}`);
  return [filters.join(", "), describeSpan(state)].filter(Boolean).join(" ");
}

export function describeSpan(state: Pick<RequestUrlState, "window" | "from" | "to">): string {
  const { from, to } = state;
  if (from !== null && to !== null) return `from ${formatMoment(from)} to ${formatMoment(to)}`;
  if (from !== null) return `since ${formatMoment(from)}`;
  if (to !== null) return `before ${formatMoment(to)}`;
  return `in ${WINDOW_LABEL[state.window]}`;
}

const serialize = createSerializer(requestParsers);

/** The same view with its span made absolute, so that the link shows tomorrow what it shows now. */
export function absoluteSearch(state: RequestUrlState, span: { readonly from: string; readonly to: string }): string {
  return serialize({ ...state, from: state.from ?? span.from, to: state.to ?? span.to });
}

/** Where the requests of this address are to be had as a file, from the first one the list may show. */
export function requestExportPath(
  state: RequestUrlState,
  span: { readonly from: string },
  format: "jsonl" | "csv",
): string {
  const { cursor: _cursor, ...asked } = toRequestFilter({ ...state, from: state.from ?? span.from });
  const search = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(asked)) search.set(name, String(value));
  return `/api/exports/requests?${search}`;
}

/** The address that opens one request over the current view. */
export function requestSearch(state: RequestUrlState, traceId: string): string {
  return serialize({ ...state, req: traceId });
}
