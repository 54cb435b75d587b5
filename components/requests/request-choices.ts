import type { RouteMapContent } from "@/lib/contract/route-map";

/** What the filter bar offers: the names the active route map knows. */
export interface RequestChoices {
  readonly aliases: readonly string[];
  readonly cohorts: readonly string[];
  readonly routes: readonly string[];
}

/** The names of a route map, each once, in alphabetical order (cohorts in order of matching). */
export function requestChoices(content: Pick<RouteMapContent, "aliases" | "cohorts">): RequestChoices {
  const sections = Object.values(content.aliases);
  const routes = new Set(sections.flatMap((section) => Object.keys(section.routes)));
  return {
    aliases: Object.keys(content.aliases).sort(),
    cohorts: content.cohorts.map((cohort) => cohort.id),
    routes: [...routes].sort(),
  };
}
