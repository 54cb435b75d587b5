import type { AliasRouting, Arm, Cohort, RoutingSnapshot } from "./routing-snapshot";

/** The arm of one request, and whether it belongs to the stable callers a canary is compared with. */
export interface ArmChoice {
  readonly arm: Arm;
  readonly isControl: boolean;
}

/** What cohort rules look at. */
export interface CohortClient {
  readonly id: string;
  readonly tenant: string | null;
  readonly mayChooseCohort: boolean;
}

const STABLE: ArmChoice = { arm: "stable", isControl: false };
const CONTROL: ArmChoice = { arm: "stable", isControl: true };
const CANARY: ArmChoice = { arm: "canary", isControl: false };

/**
 * The arm of a caller. Canary is [0, c) of the hash, the control group is [0.5, 0.5 + c) while c <= 0.5: a growing share
 * never moves a caller back to stable, and arms of equal size are compared. The same inputs give the same arm for ever.
 */
export function chooseArm(alias: AliasRouting, cohort: string, stickinessKey: string): ArmChoice {
  const { canary } = alias;
  if (canary === null || !Object.hasOwn(canary.percentByCohort, cohort)) return STABLE;
  const share = (canary.percentByCohort[cohort] ?? 0) / 100;
  if (!(share > 0)) return STABLE;
  if (share >= 1) return CANARY;
  const position = armPosition(alias.salt, stickinessKey);
  if (position < share) return CANARY;
  return share <= 0.5 && position >= 0.5 && position < 0.5 + share ? CONTROL : STABLE;
}

/**
 * The arm of a request that goes on with a conversation held by this route: canary while the cohort still has a share of
 * it, so that a caller is not cut off from its state by a new draw; stable otherwise. It is nobody's control.
 */
export function armOfContext(alias: AliasRouting, cohort: string, routeId: string): ArmChoice {
  const { canary } = alias;
  const isCanary = canary?.route.id === routeId && Object.hasOwn(canary.percentByCohort, cohort);
  return isCanary && (canary.percentByCohort[cohort] ?? 0) > 0 ? CANARY : STABLE;
}

/**
 * The cohort of a client: the one it asked for, when it may choose and the cohort may be chosen; else the first whose
 * rule names the client or its tenant; else the default.
 */
export function chooseCohort(snapshot: RoutingSnapshot, client: CohortClient, asked: string | null): string {
  const { cohorts } = snapshot;
  if (asked !== null && client.mayChooseCohort) {
    const chosen = cohorts.find((cohort) => cohort.byHeader && cohort.id === asked);
    if (chosen !== undefined) return chosen.id;
  }
  for (const cohort of cohorts) {
    if (matches(cohort, client)) return cohort.id;
  }
  return cohorts.find((cohort) => cohort.isDefault)?.id ?? "default";
}

function matches(cohort: Cohort, client: CohortClient): boolean {
  return cohort.clients.includes(client.id) || (client.tenant !== null && cohort.tenants.includes(client.tenant));
}

/** A caller's place in [0, 1): 53 of the 64 bits of a hash over the salt and the key. */
export function armPosition(salt: string, key: string): number {
  // The length keeps ("ab", "c") and ("a", "bc") apart.
  let high = absorb(absorb(salt.length, salt, HIGH_LANE), key, HIGH_LANE);
  let low = absorb(absorb(~salt.length, salt, LOW_LANE), key, LOW_LANE);
  high = avalanche(high ^ Math.imul(low, HIGH_LANE));
  low = avalanche(low ^ Math.imul(high, LOW_LANE));
  return (high >>> 0) / 2 ** 32 + (low >>> 11) / 2 ** 53;
}

const HIGH_LANE = 0xcc9e2d51;
const LOW_LANE = 0x1b873593;

/** One 32-bit lane over UTF-16 units, in the manner of MurmurHash3: multiply, rotate, mix. */
function absorb(seed: number, text: string, factor: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    let unit = Math.imul(text.charCodeAt(index), factor);
    unit = (unit << 15) | (unit >>> 17);
    hash ^= Math.imul(unit, 0x85ebca6b);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  return hash ^ text.length;
}

function avalanche(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
