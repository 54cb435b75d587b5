import type { CanaryView, CohortShare } from "@/lib/contract/canary";
import type { AliasSection } from "@/lib/contract/route-map";

/** What going to another version's section would do to the canary's share, for each cohort whose share it changes. */
export function effectOfVersion(
  cohorts: readonly Pick<CohortShare, "cohort" | "set_percent">[],
  section: Pick<AliasSection, "canary">,
): CanaryView["rollback_effect"] {
  return cohorts
    .map(({ cohort, set_percent }) => ({
      cohort,
      from_percent: set_percent,
      to_percent: section.canary?.cohorts[cohort] ?? 0,
    }))
    .filter(({ from_percent, to_percent }) => from_percent !== to_percent);
}
