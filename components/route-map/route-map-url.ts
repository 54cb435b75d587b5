import { type inferParserType, parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import type { RouteMapVersionList, RouteMapVersionSummary } from "@/lib/contract/route-map";

/** The state of the Route map page that lives in its address. */
export const routeMapParsers = {
  /** The version shown in full; the active one when absent. */
  version: parseAsInteger,
  /** The two versions compared; when absent, what the shown version changed. */
  from: parseAsInteger,
  to: parseAsInteger,
  diff: parseAsStringLiteral(["words", "raw"] as const).withDefault("words"),
  /** The version a draft is being written from; the editor is open. */
  edit: parseAsInteger,
  /** Opaque place in the list where older versions begin. */
  cursor: parseAsInteger,
};

export type RouteMapUrlState = inferParserType<typeof routeMapParsers>;

export interface ComparedPair {
  readonly from: number;
  readonly to: number;
}

export function shownVersion(state: Pick<RouteMapUrlState, "version">, activeVersion: number): number {
  return state.version ?? activeVersion;
}

/**
 * The two versions to compare: the chosen ones, else the shown version against the one it was made from. Null when there
 * is nothing before it. A version not on the page of `list` is taken to follow the number before it.
 */
export function comparedPair(
  state: RouteMapUrlState,
  list: Pick<RouteMapVersionList, "active_version" | "versions">,
): ComparedPair | null {
  const to = state.to ?? shownVersion(state, list.active_version);
  const from = state.from ?? baseOf(to, list.versions);
  return from === null || from < 1 || from === to ? null : { from, to };
}

function baseOf(version: number, versions: readonly RouteMapVersionSummary[]): number | null {
  const known = versions.find((summary) => summary.version === version);
  return known ? known.base_version : version - 1;
}
