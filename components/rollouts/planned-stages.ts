import type { CanaryView } from "@/lib/contract/canary";
import { defaultStages, isExpansion, nameOfShares, sharesAt } from "@/lib/core/rollout-stages";

/** The names of the stages a new rollout would walk, from what is exposed now; those that widen nothing are passed over. */
export function plannedStages({ cohorts }: Pick<CanaryView, "cohorts">): readonly string[] {
  const now = Object.fromEntries(cohorts.map(({ cohort, set_percent: percent }) => [cohort, percent]));
  const planned = defaultStages(cohorts.map(({ cohort }) => cohort));
  const wider = planned.filter((_, index) => isExpansion(now, { ...now, ...sharesAt(planned, index) }));
  const walked = wider.map(({ name }) => name);
  const isExposed = cohorts.some(({ set_percent: percent }) => percent > 0);
  return isExposed ? [`${nameOfShares(now)} now`, ...walked] : walked;
}
