import { DRILL_CLIENT, DRILL_COHORT } from "./drill";
import type { AliasRouting, Cohort, Route, RoutingSnapshot } from "./routing-snapshot";

/** What a drill changes of the routing it rehearses, for its own requests. */
export interface DrillView {
  /** Percent of the drill cohort that is canary; null leaves the canary arm out. */
  readonly canaryPercent: number | null;
  /** The only route that may be called; null for those the alias has. */
  readonly only: string | null;
}

/** What a canary of the alias would try first: its canary route, else its first fallback. */
export function candidateOf(alias: AliasRouting): Route | null {
  return alias.canary?.route ?? alias.stable[1] ?? null;
}

/**
 * The routing of a drill: one alias of a version, with a cohort of its own that no caller can be in. Settings, policies,
 * deadlines and routes are those of the version. Throws when `only` is not a route of the alias.
 */
export function drillRouting(base: RoutingSnapshot, aliasId: string, view: DrillView): RoutingSnapshot {
  const alias = base.aliases.get(aliasId);
  if (alias === undefined) throw new Error(`v${base.version} has no alias ${aliasId}`);
  const cohort: Cohort = {
    id: DRILL_COHORT,
    clients: [DRILL_CLIENT],
    tenants: [],
    byHeader: false,
    isDefault: true,
  };
  return { ...base, cohorts: [cohort], aliases: new Map([[aliasId, drillAlias(alias, view)]]) };
}

function drillAlias(alias: AliasRouting, { canaryPercent, only }: DrillView): AliasRouting {
  const candidate = candidateOf(alias);
  if (only !== null) {
    const route = [...alias.stable, candidate].find((known) => known?.id === only);
    if (!route) throw new Error(`${alias.id} has no route ${only}`);
    return { ...alias, stable: [route], canary: null };
  }
  if (canaryPercent === null || candidate === null) return { ...alias, canary: null };
  return { ...alias, canary: { route: candidate, percentByCohort: { [DRILL_COHORT]: canaryPercent } } };
}
