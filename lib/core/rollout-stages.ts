import { printSetPercent } from "./print-quantity";
import type { Rollout, RolloutStage, Shares } from "./rollout";

/** The cohort that goes first and that an operator may move alone. */
export const INTERNAL_COHORT = "internal";
const DEFAULT_PERCENTS = [1, 5, 10, 25, 50, 100] as const;
/** Long enough for a provider's bad minute to show, short enough for seven stages in a working day. */
export const DEFAULT_SOAK_MS = 10 * 60_000;

/** Internal at 100 %, then the other cohorts together; every stage above internal needs an approval. */
export function defaultStages(cohorts: readonly string[], soakMs = DEFAULT_SOAK_MS): RolloutStage[] {
  const others = cohorts.filter((cohort) => cohort !== INTERNAL_COHORT);
  const stage = (shares: Shares, needsApproval: boolean): RolloutStage => ({
    name: nameOfShares(shares),
    shares,
    soakMs,
    gates: null,
    needsApproval,
  });
  const first = cohorts.includes(INTERNAL_COHORT) ? [stage({ [INTERNAL_COHORT]: 100 }, false)] : [];
  if (others.length === 0) return first;
  const widened = DEFAULT_PERCENTS.map((percent) =>
    stage(Object.fromEntries(others.map((cohort) => [cohort, percent])), true),
  );
  return [...first, ...widened];
}

/** For people: "general 5%", "beta 5%, general 5%". */
export function nameOfShares(shares: Shares): string {
  const exposed = Object.entries(shares).filter(([, percent]) => percent > 0);
  const parts = exposed.map(([cohort, percent]) => `${cohort} ${printSetPercent(percent)}`);
  return parts.length === 0 ? "nobody" : parts.join(", ").slice(0, 80);
}

/** What is set for every cohort once this stage is in force: its own shares over those of the stages before. */
export function sharesAt(stages: readonly RolloutStage[], index: number): Shares {
  return Object.assign({}, ...stages.slice(0, index + 1).map(({ shares }) => shares));
}

/** The percentage of a cohort; 0 for one that is not named. */
export function shareOf(shares: Shares, cohort: string): number {
  return Object.hasOwn(shares, cohort) ? (shares[cohort] ?? 0) : 0;
}

/** True when both set the same percentage for every cohort, those they do not name being at 0. */
export function sameShares(left: Shares, right: Shares): boolean {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(
    (cohort) => shareOf(left, cohort) === shareOf(right, cohort),
  );
}

/** True when no cohort gets less and one gets more. */
export function isExpansion(from: Shares, to: Shares): boolean {
  const cohorts = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const change = cohorts.map((cohort) => shareOf(to, cohort) - shareOf(from, cohort));
  return change.some((by) => by > 0) && change.every((by) => by >= 0);
}

/** The first later stage that takes nothing from any cohort and gives some more; null when there is none. */
export function nextStageIndex(rollout: Pick<Rollout, "stages" | "stageIndex">): number | null {
  const now = sharesAt(rollout.stages, rollout.stageIndex);
  for (let index = rollout.stageIndex + 1; index < rollout.stages.length; index += 1) {
    if (isExpansion(now, sharesAt(rollout.stages, index))) return index;
  }
  return null;
}

/** The nearest earlier stage that exposes less; -1 when only going back entirely does. */
export function lowerStageIndex(rollout: Pick<Rollout, "stages" | "stageIndex">): number {
  const now = sharesAt(rollout.stages, rollout.stageIndex);
  for (let index = rollout.stageIndex - 1; index >= 0; index -= 1) {
    if (isExpansion(sharesAt(rollout.stages, index), now)) return index;
  }
  return -1;
}

/** Where a share that a person asked for has its place among the stages. */
export interface PlacedShares {
  readonly stages: readonly RolloutStage[];
  readonly index: number;
  /** The plan's own stage, not one made for this order. */
  readonly isPlanned: boolean;
}

/**
 * The stage with exactly these shares, or a new one for them, right above the last stage it exposes more than. The new
 * stage and those above it name every cohort, so that none changes what it means.
 */
export function placeShares(rollout: Pick<Rollout, "stages" | "stageIndex">, shares: Shares): PlacedShares {
  const { stages, stageIndex } = rollout;
  const planned = stages.findIndex((_, index) => sameShares(sharesAt(stages, index), shares));
  if (planned >= 0) return { stages, index: planned, isPlanned: true };
  const index = stages.findLastIndex((_, below) => isExpansion(sharesAt(stages, below), shares)) + 1;
  const model = stages[Math.max(0, stageIndex)];
  const nobody = Object.fromEntries(
    [...stages, { shares }].flatMap((stage) => Object.keys(stage.shares)).map((cohort) => [cohort, 0]),
  );
  const made: RolloutStage = {
    name: nameOfShares(shares),
    shares: { ...nobody, ...shares },
    soakMs: model?.soakMs ?? DEFAULT_SOAK_MS,
    gates: model?.gates ?? null,
    needsApproval: true,
  };
  const above = stages.slice(index).map((stage, offset) => {
    return { ...stage, shares: { ...nobody, ...sharesAt(stages, index + offset) } };
  });
  return { stages: [...stages.slice(0, index), made, ...above], index, isPlanned: false };
}
