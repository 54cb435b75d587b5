import type { BreakerOverrideView } from "@/lib/contract/breaker";
import type { CanaryView, CohortShare, RouteHealth } from "@/lib/contract/canary";
import type { AliasSection, RouteDefinition, RouteMapVersion } from "@/lib/contract/route-map";
import { type KeptOverride, overridesInForce } from "./breaker-overrides";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { lastChangeOf } from "./last-change";
import { rollbackHealth } from "./rollback-health";
import { type RollbackPlan, rollbackPlanOf } from "./rollback-plan";
import { standingOf, standingSentence } from "./route-contract";

/** The measured share looks back this far, and never past the alias's last change: before it another share was set. */
const ACTUAL_WINDOW_MS = 300_000;

/** Set and measured canary shares, the routes with their breakers, and what going back would do. Throws 404. */
export async function readCanary(context: ControlContext, alias: string): Promise<CanaryView> {
  const active = context.active();
  const section = findAlias(active, alias);
  const [changed, plan, overrides] = await Promise.all([
    lastChangeOf(context, active, alias),
    rollbackPlanOf(context, active, alias),
    overridesInForce(context),
  ]);
  // A report that cannot be read leaves the other figures of the page standing.
  const gates = context.stageEvidence(alias).catch(() => null);
  const nowMs = context.nowMs();
  const sinceMs = Math.min(Math.max(nowMs - ACTUAL_WINDOW_MS, Date.parse(changed.created_at)), nowMs);
  const [measured, health] = await Promise.all([
    context.store.reports.cohortShares(alias, changed.version, sinceMs, nowMs),
    plan.kind === "possible" ? rollbackHealth(context, plan.section).catch(() => null) : null,
  ]);
  return {
    alias,
    owner: section.owner,
    active_version: active.version,
    changed_in_version: changed.version,
    stable_route: section.primary,
    canary_route: section.canary?.route ?? null,
    actual_window_ms: nowMs - sinceMs,
    cohorts: cohortShares(active, section, measured),
    routes: routeHealth(context, alias, section, overrides),
    ...rollbackFields(active, section, plan),
    rollback_health: health,
    stream_policy: section.stream_policy,
    objective: section.objective,
    expires_at: section.expires_at,
    gates: await gates,
  };
}

function cohortShares(
  active: RouteMapVersion,
  section: AliasSection,
  measured: readonly Omit<CohortShare, "set_percent">[],
): CohortShare[] {
  const byCohort = new Map(measured.map((share) => [share.cohort, share]));
  return active.content.cohorts.map(({ id }) => ({
    cohort: id,
    set_percent: section.canary?.cohorts[id] ?? 0,
    actual_percent: byCohort.get(id)?.actual_percent ?? null,
    requests: byCohort.get(id)?.requests ?? 0,
  }));
}

/** In the order a canary request would try them; a route in two places is shown at its first. */
function routeHealth(
  context: ControlContext,
  alias: string,
  section: AliasSection,
  overrides: ReadonlyMap<string, KeptOverride>,
): RouteHealth[] {
  const places: (readonly [string, RouteHealth["position"]])[] = [[section.primary, "primary"]];
  if (section.canary !== null) places.push([section.canary.route, "canary"]);
  places.push(...section.fallbacks.map((route) => [route, "fallback"] as const));
  const breakers = context.breakers();
  const seen = new Set<string>();
  return places.flatMap(([route, position]) => {
    const definition = section.routes[route];
    if (definition === undefined || seen.has(route)) return [];
    seen.add(route);
    const breaker = breakers.get(route);
    const override = overrides.get(route);
    return [
      {
        route,
        provider: definition.provider,
        provider_model: definition.model,
        position,
        ...contractFields(context, definition),
        takes_stable: route === section.primary || section.fallbacks.includes(route),
        shared_with: otherAliasesWith(context, alias, route),
        breaker: {
          state: breaker?.state ?? "closed",
          since: isoTimeOrNull(breaker?.sinceMs ?? null),
          retry_at: isoTimeOrNull(breaker?.retryAtMs ?? null),
          cause: breaker?.cause ?? null,
          override: override === undefined ? null : overrideView(override),
        },
        cooled_until: isoTimeOrNull(breaker?.cooledUntilMs ?? null),
        needs_owner: breaker?.needsOwner ?? false,
      },
    ];
  });
}

function otherAliasesWith(context: ControlContext, alias: string, route: string): string[] {
  const { aliases } = context.active().content;
  return Object.keys(aliases).filter((other) => other !== alias && aliases[other]?.routes[route] !== undefined);
}

function overrideView({
  by,
  reason,
  since_ms: sinceMs,
  expires_at_ms: expiresAtMs,
}: KeptOverride): BreakerOverrideView {
  return { by, reason, since: isoTime(sinceMs), expires_at: isoTimeOrNull(expiresAtMs) };
}

function contractFields(
  context: ControlContext,
  definition: RouteDefinition,
): Pick<RouteHealth, "production_eligible" | "contract_note"> {
  const standing = standingOf(definition, context.contracts.book());
  return {
    production_eligible: standing.isEligible,
    contract_note: standing.basis === "contract" ? null : standingSentence(standing),
  };
}

function rollbackFields(
  active: RouteMapVersion,
  section: AliasSection,
  plan: RollbackPlan,
): Pick<CanaryView, "rollback_to" | "rollback_unavailable" | "rollback_effect"> {
  if (plan.kind === "impossible") return { rollback_to: null, rollback_unavailable: plan.why, rollback_effect: [] };
  const effect = active.content.cohorts.map(({ id }) => ({
    cohort: id,
    from_percent: section.canary?.cohorts[id] ?? 0,
    to_percent: plan.section.canary?.cohorts[id] ?? 0,
  }));
  return {
    rollback_to: plan.toVersion,
    rollback_unavailable: null,
    rollback_effect: effect.filter(({ from_percent: from, to_percent: to }) => from !== to),
  };
}
