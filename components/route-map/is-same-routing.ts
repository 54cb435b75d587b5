import type { AliasSection } from "@/lib/contract/route-map";
import { canonicalJson } from "@/lib/core/canonical-json";

/**
 * Two sections route alike: they differ in nothing but where a rollback would go, or in a cohort listed with 0 %. False
 * when the other one is not known, so that a rollback is offered rather than hidden; the server decides.
 */
export function isSameRouting(section: AliasSection, other: AliasSection | undefined): boolean {
  return other !== undefined && routingOf(section) === routingOf(other);
}

function routingOf({ rollback_route_version: _target, canary, ...rest }: AliasSection): string {
  const exposed = Object.entries(canary?.cohorts ?? {}).filter(([, percent]) => percent > 0);
  return canonicalJson({ ...rest, canary: canary && { ...canary, cohorts: Object.fromEntries(exposed) } });
}
