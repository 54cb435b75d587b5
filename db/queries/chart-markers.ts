import type Database from "better-sqlite3";
import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { ChartMarker } from "@/lib/contract/traffic";
import type { BreakerState } from "@/lib/core/breaker";
import { iso } from "./window-plan";

/** More marks than this would hide the chart; the newest are kept. */
const MOST_MARKERS = 100;

const KIND_OF_ACTION: Readonly<Record<RouteMapVersionSummary["action"], ChartMarker["kind"]>> = {
  shifted: "shift",
  rolled_back: "rollback",
  activated: "activation",
  initialised: "activation",
  drafted: "activation",
};

interface VersionRow {
  readonly activated_at: number;
  readonly action: RouteMapVersionSummary["action"];
  readonly summary: string;
  readonly version: number;
}

interface BreakerRow {
  readonly at: number;
  readonly route: string;
  readonly to_state: BreakerState;
  readonly detail: string;
}

/**
 * Changes of the alias's routing and of its routes' breakers in a span, oldest first. `calledRoutes` had traffic in the
 * span; the routes of the active version count too, since a route that is kept shut has none.
 */
export function chartMarkers(
  db: Database.Database,
  alias: string,
  calledRoutes: readonly string[],
  fromMs: number,
  toMs: number,
): ChartMarker[] {
  const versions = db
    .prepare<[string, number, number], VersionRow>(
      `select a.activated_at, v.action, v.summary, v.version
       from route_map_activations a join route_map_versions v on v.version = a.version
       where (v.alias = ? or v.alias is null) and a.activated_at >= ? and a.activated_at <= ?
       order by a.activated_at desc limit ${MOST_MARKERS}`,
    )
    .all(alias, fromMs, toMs);
  // Half-open is a step on the way, not a change worth a mark.
  const breakers = db
    .prepare<[number, number, string], BreakerRow>(
      `select at, route, to_state, detail from breaker_events
       where at >= ? and at <= ? and to_state <> 'half_open' and route in (select value from json_each(?))
       order by at desc limit ${MOST_MARKERS}`,
    )
    .all(fromMs, toMs, JSON.stringify([...calledRoutes, ...activeRoutes(db, alias)]));
  return [...versions.map(versionMarker), ...breakers.map(breakerMarker)]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-MOST_MARKERS);
}

function activeRoutes(db: Database.Database, alias: string): readonly string[] {
  return db
    .prepare<[string], { readonly key: string }>(
      `select r.key from route_map_pointer p join route_map_versions v on v.version = p.version,
         json_each(v.content, ?) r`,
    )
    .all(`$.aliases.${JSON.stringify(alias)}.routes`)
    .map(({ key }) => key);
}

function versionMarker(row: VersionRow): ChartMarker {
  return {
    at: iso(row.activated_at),
    kind: KIND_OF_ACTION[row.action],
    label: `v${row.version} ${row.summary}`,
    route_version: row.version,
    breaker: null,
  };
}

function breakerMarker(row: BreakerRow): ChartMarker {
  const state = row.to_state.replaceAll("_", " ");
  const label = `${row.route} breaker ${state}${row.detail === "" ? "" : `: ${row.detail}`}`;
  return {
    at: iso(row.at),
    kind: "breaker",
    label,
    route_version: null,
    breaker: { route: row.route, state: row.to_state },
  };
}
