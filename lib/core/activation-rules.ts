import { canonicalJson } from "./canonical-json";
import { isExposed } from "./rollback-target";
import { INTERNAL_COHORT } from "./rollout-stages";

/** The part of an alias section that says who is sent where. */
export interface ExposedSection {
  readonly primary: string;
  readonly canary: { readonly route: string; readonly cohorts: Readonly<Record<string, number>> } | null;
  readonly routes: Readonly<Record<string, { readonly provider: string; readonly model: string }>>;
  readonly rollback_route_version: number | null;
}

/** The part of a route map that says who is sent where. */
export interface ExposedMap {
  readonly aliases: Readonly<Record<string, ExposedSection>>;
  /** In order, with the rules that tell them apart. */
  readonly cohorts: readonly { readonly id: string }[];
}

/** An alias of which more would reach a route that is not the one everybody is served by now. */
export interface RaisedExposure {
  readonly alias: string;
  readonly cohorts: readonly string[];
}

export interface ActivationObjection {
  readonly alias: string;
  readonly rule: "rollback_target_missing" | "rollback_not_exercised";
  readonly cohorts: readonly string[];
  readonly rollbackVersion: number | null;
  readonly text: string;
}

/** What stands against raising an exposure: it needs a way back, and one that a drill has walked. */
export function activationObjection(
  { alias, cohorts }: RaisedExposure,
  rollbackVersion: number | null,
  isExercised: boolean,
): ActivationObjection | null {
  if (rollbackVersion !== null && isExercised) return null;
  const who = exposureSentence({ alias, cohorts });
  const head = { alias, cohorts, rollbackVersion };
  if (rollbackVersion === null) {
    return { ...head, rule: "rollback_target_missing", text: `${who}, but names no version to roll back to.` };
  }
  return {
    ...head,
    rule: "rollback_not_exercised",
    text: `${who}, but going back to v${rollbackVersion} was never exercised. Run the drill Cutover and rollback on ${alias} first; until then only ${INTERNAL_COHORT} may be.`,
  };
}

/** "support would expose general more than now". */
export function exposureSentence({ alias, cohorts }: RaisedExposure): string {
  return `${alias} would expose ${cohorts.join(", ")} more than now`;
}

/** Where the drill is started that proves the way back of an alias. */
export function rehearsalHref(alias: string): string {
  return `/drills?drill=cutover-and-rollback&alias=${encodeURIComponent(alias)}`;
}

/**
 * The aliases of which `after` sends more of a cohort above `internal` to another route than the one everybody is served
 * by now. Other cohort rules may move anybody into an exposed cohort, so they count for every alias that exposes one.
 */
export function raisedExposure(before: ExposedMap, after: ExposedMap): RaisedExposure[] {
  const ids = after.cohorts.map(({ id }) => id);
  const isRedrawn = canonicalJson(before.cohorts) !== canonicalJson(after.cohorts);
  return Object.entries(after.aliases).flatMap(([alias, section]) => {
    const more = exposedMore(before.aliases[alias] ?? null, section, ids).filter((id) => id !== INTERNAL_COHORT);
    const redrawn = isRedrawn && isExposed(section) ? ids.filter((id) => (section.canary?.cohorts[id] ?? 0) > 0) : [];
    const cohorts = ids.filter((id) => more.includes(id) || redrawn.includes(id));
    return cohorts.length === 0 ? [] : [{ alias, cohorts }];
  });
}

/** The cohorts above `internal` of which more would reach the canary of `after`, whatever its primary is. */
export function widenedCanary(before: ExposedSection, after: ExposedSection, cohorts: readonly string[]): string[] {
  const own = before.routes[before.primary];
  const routes = own === undefined ? after.routes : { ...after.routes, [before.primary]: own };
  const asNow = { ...after, primary: before.primary, routes };
  return exposedMore(before, asNow, cohorts).filter((cohort) => cohort !== INTERNAL_COHORT);
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
