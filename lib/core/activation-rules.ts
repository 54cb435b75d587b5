import { INTERNAL_COHORT } from "./rollout-stages";

/** The part of an alias section that says who is sent where. */
export interface ExposedSection {
  readonly primary: string;
  readonly canary: { readonly route: string; readonly cohorts: Readonly<Record<string, number>> } | null;
  readonly routes: Readonly<Record<string, { readonly provider: string; readonly model: string }>>;
  readonly rollback_route_version: number | null;
}

/** One alias of a version about to come into force. */
export interface ActivationCase {
  readonly alias: string;
  /** The section in force; null for an alias that nobody can call yet. */
  readonly before: ExposedSection | null;
  readonly after: ExposedSection;
  readonly cohorts: readonly string[];
  /** A drill went back to the rollback target of `after` and its proof still holds. */
  readonly isExercised: boolean;
}

export interface ActivationObjection {
  readonly alias: string;
  readonly rule: "rollback_target_missing" | "rollback_not_exercised";
  readonly cohorts: readonly string[];
  readonly rollbackVersion: number | null;
  readonly text: string;
}

/**
 * What stands against a version: more traffic of any cohort but `internal` on a route that is not the one everybody is
 * served by now needs a way back, and one that has been walked. Taking traffic away never needs anything.
 */
export function activationObjection(given: ActivationCase): ActivationObjection | null {
  const { alias, before, after, isExercised } = given;
  const cohorts = exposedMore(before, after, given.cohorts).filter((cohort) => cohort !== INTERNAL_COHORT);
  const rollbackVersion = after.rollback_route_version;
  if (cohorts.length === 0 || (rollbackVersion !== null && isExercised)) return null;
  const who = `${alias} would expose ${cohorts.join(", ")} more than now`;
  const head = { alias, cohorts, rollbackVersion };
  if (rollbackVersion === null) {
    return { ...head, rule: "rollback_target_missing", text: `${who}, but names no version to roll back to.` };
  }
  return {
    ...head,
    rule: "rollback_not_exercised",
    text: `${who}, but going back to v${rollbackVersion} was never exercised. Run the drill cutover-and-rollback first.`,
  };
}

/** The cohorts of which a larger share would reach a route other than the present primary. */
export function exposedMore(
  before: ExposedSection | null,
  after: ExposedSection,
  cohorts: readonly string[],
): string[] {
  const known = before === null ? null : target(before, before.primary);
  return cohorts.filter((cohort) => {
    const was = before === null ? new Map<string, number>() : shares(before, cohort);
    return [...shares(after, cohort)].some(
      // A new alias moves nobody: only its canary is new to somebody who would be served by its primary.
      ([route, percent]) => route !== (known ?? target(after, after.primary)) && percent > (was.get(route) ?? 0),
    );
  });
}

/** Percent of a cohort by route. A route that was redefined to another model is another route. */
function shares({ primary, canary, routes }: ExposedSection, cohort: string): Map<string, number> {
  const percent = canary?.cohorts[cohort] ?? 0;
  const byRoute = new Map([[target({ routes }, primary), 100 - percent]]);
  if (canary !== null) {
    const route = target({ routes }, canary.route);
    byRoute.set(route, (byRoute.get(route) ?? 0) + percent);
  }
  return byRoute;
}

function target({ routes }: Pick<ExposedSection, "routes">, id: string): string {
  const route = routes[id];
  return JSON.stringify([id, route?.provider, route?.model]);
}
