import type { TrafficGroup } from "@/lib/contract/traffic";

/** With fewer failures than this a difference is chance. */
const FEWEST_FAILURES = 20;
/** Percentage points; less is "the same". */
const SMALLEST_DIFFERENCE = 10;

/** A property that is more common among failed attempts than among the others. Shares in percent. */
export interface FailureDifference {
  readonly dimension: "arm" | "route";
  readonly value: string;
  readonly failedShare: number;
  readonly otherShare: number;
}

/**
 * What is different about the attempts that failed, most telling first. Empty when too little failed, or when failed
 * and other attempts look alike.
 */
export function failureDifferences(
  byArm: readonly TrafficGroup[],
  byRoute: readonly TrafficGroup[],
): FailureDifference[] {
  return [...differencesOf("arm", byArm), ...differencesOf("route", byRoute)].sort(
    (left, right) => right.failedShare - right.otherShare - (left.failedShare - left.otherShare),
  );
}

function differencesOf(dimension: "arm" | "route", groups: readonly TrafficGroup[]): FailureDifference[] {
  const failed = groups.reduce((sum, group) => sum + group.totals.failed_attempts, 0);
  const others = groups.reduce((sum, group) => sum + group.totals.attempts, 0) - failed;
  if (failed < FEWEST_FAILURES || others <= 0) return [];
  return groups.flatMap((group) => {
    const value = group[dimension];
    if (value === null) return [];
    const failedShare = (group.totals.failed_attempts / failed) * 100;
    const otherShare = ((group.totals.attempts - group.totals.failed_attempts) / others) * 100;
    return failedShare - otherShare < SMALLEST_DIFFERENCE ? [] : [{ dimension, value, failedShare, otherShare }];
  });
}
