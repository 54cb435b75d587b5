import type { Route } from "./routing-snapshot";

/** What route control may order: only the primary, only the fallbacks, or no route at all. */
export const ROUTE_CONTROLS = ["primary", "fallback", "disabled"] as const;
export type RouteControl = (typeof ROUTE_CONTROLS)[number];

/** One switch as the gateway reads it; those of other environments are left out when a version is compiled. */
export interface RouteSwitch {
  readonly use: RouteControl;
  /** Empty: everybody. */
  readonly tenants: readonly string[];
  /** Empty: every cohort. */
  readonly cohorts: readonly string[];
  /** Families of models whose routes it holds for; empty: every route. */
  readonly modelFamilies: readonly string[];
}

/** Who asks, as far as switches look at it. */
export interface SwitchCaller {
  readonly tenant: string | null;
  readonly cohort: string;
}

const WORD: Readonly<Record<RouteControl, string>> = {
  primary: "primary_only",
  fallback: "fallback_only",
  disabled: "switched_off",
};

/**
 * The switch that keeps this caller off this route, as the record names it; null when none does. `primaryId` is the
 * route everybody is served by; a canary is neither the primary nor a fallback, so both one-sided switches leave it out,
 * unless the canary route is listed among the fallbacks.
 */
export function switchedOff(
  switches: readonly RouteSwitch[],
  route: Route,
  stable: readonly Route[],
  caller: SwitchCaller | undefined,
): string | null {
  if (switches.length === 0) return null;
  const found = switches.find((one) => concerns(one, route, caller) && excludes(one.use, route, stable));
  return found === undefined ? null : WORD[found.use];
}

function concerns(one: RouteSwitch, route: Route, caller: SwitchCaller | undefined): boolean {
  const tenant = caller?.tenant ?? null;
  if (one.tenants.length > 0 && (tenant === null || !one.tenants.includes(tenant))) return false;
  if (one.cohorts.length > 0 && (caller === undefined || !one.cohorts.includes(caller.cohort))) return false;
  return (
    one.modelFamilies.length === 0 || (route.modelFamily !== null && one.modelFamilies.includes(route.modelFamily))
  );
}

function excludes(use: RouteControl, route: Route, stable: readonly Route[]): boolean {
  const position = stable.findIndex(({ id }) => id === route.id);
  switch (use) {
    case "primary":
      return position !== 0;
    case "fallback":
      return position < 1;
    case "disabled":
      return true;
  }
}
