/** The part of an alias section the rules below read. */
export interface CanaryExposure {
  readonly canary: { readonly cohorts: Readonly<Record<string, number>> } | null;
  readonly rollback_route_version: number | null;
}

/** True when at least one cohort sends traffic to the canary arm. */
export function isExposed(section: CanaryExposure): boolean {
  return Object.values(section.canary?.cohorts ?? {}).some((percent) => percent > 0);
}

/**
 * Where "Roll back" goes after a change on top of `section`, which is active as version `activeVersion`. A section at
 * rest becomes the target itself; an exposed one keeps the target it has. So the button always returns to the version
 * before the canary was exposed, whatever steps were taken in between.
 */
export function rollbackTargetAfterChange(section: CanaryExposure, activeVersion: number): number | null {
  return isExposed(section) ? section.rollback_route_version : activeVersion;
}
