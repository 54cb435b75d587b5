import type { AliasSection, RouteMapContent } from "@/lib/contract/route-map";
import { isExposed } from "@/lib/core/rollback-target";

export interface Abandoned {
  /** Routes the aliases could call before and cannot any more. */
  readonly routes: readonly string[];
  /** Accounts some alias called before and none calls any more. */
  readonly providers: readonly string[];
}

/** What a change of the map takes out of use. */
export function abandonedBy(before: RouteMapContent, after: RouteMapContent, aliases: readonly string[]): Abandoned {
  const kept = new Set(providersOf(after));
  return {
    routes: [...new Set(aliases.flatMap((alias) => routesLeft(before.aliases[alias], after.aliases[alias])))],
    providers: [...new Set(providersOf(before))].filter((provider) => !kept.has(provider)),
  };
}

function routesLeft(before: AliasSection | undefined, after: AliasSection | undefined): readonly string[] {
  const kept = routesOf(after);
  return routesOf(before).filter((route) => !kept.includes(route));
}

function routesOf(section: AliasSection | undefined): readonly string[] {
  if (section === undefined) return [];
  const canary = section.canary !== null && isExposed(section) ? [section.canary.route] : [];
  return [section.primary, ...canary, ...section.fallbacks];
}

function providersOf({ aliases }: RouteMapContent): readonly string[] {
  return Object.values(aliases).flatMap((section) =>
    routesOf(section).flatMap((route) => section.routes[route]?.provider ?? []),
  );
}
