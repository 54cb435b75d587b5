import type { AliasRouting, Route, RoutingSnapshot } from "./routing-snapshot";

/** The routes an alias may call: the stable ones, and the canary while some cohort has a share of it. */
export function routesInUse({ stable, canary }: AliasRouting): readonly Route[] {
  const isExposed = canary !== null && Object.values(canary.percentByCohort).some((percent) => percent > 0);
  return isExposed ? [...stable, canary.route] : stable;
}

/** The providers some alias may call, by id. A provider that is defined and not among them gets no traffic. */
export function providersInUse({ aliases }: RoutingSnapshot): ReadonlySet<string> {
  return new Set([...aliases.values()].flatMap((alias) => routesInUse(alias).map(({ provider }) => provider)));
}
