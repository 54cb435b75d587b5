import { formatSetPercent } from "@/components/ui/format-percent";
import { formatRate } from "@/components/ui/format-rate";
import type { CanaryView } from "@/lib/contract/canary";
import type { RolloutView } from "@/lib/contract/rollout";
import { INTERNAL_COHORT, shareOf, sharesAt } from "@/lib/core/rollout-stages";

/** Above this a shift is typed, not only pressed. */
export const TYPED_ABOVE_PERCENT = 50;

/** The steps people take; any other number can be typed. */
export const PRESET_PERCENTS = [0, 1, 5, 10, 25, 50, 100] as const;

export interface ShiftPlan {
  readonly currentPercent: number;
  readonly isExpansion: boolean;
  readonly needsTyping: boolean;
  /** What it does, in words and requests a minute. */
  readonly effect: string;
}

/** What setting `cohort` to `percent` would mean, from what is measured now. */
export function planShift(canary: CanaryView, cohort: string, percent: number): ShiftPlan {
  const share = canary.cohorts.find((candidate) => candidate.cohort === cohort);
  const currentPercent = share?.set_percent ?? 0;
  const isExpansion = percent > currentPercent;
  const perMinute = share === undefined ? 0 : share.requests / (canary.actual_window_ms / 60_000);
  return {
    currentPercent,
    isExpansion,
    needsTyping: isExpansion && percent > TYPED_ABOVE_PERCENT,
    effect: effectSentence(canary, cohort, currentPercent, percent, perMinute),
  };
}

function effectSentence(canary: CanaryView, cohort: string, from: number, to: number, perMinute: number): string {
  if (from === to) return `${cohort} is at ${formatSetPercent(from)} now.`;
  const canaryRoute = canary.canary_route ?? "the canary route";
  const [loser, winner] = to > from ? [canary.stable_route, canaryRoute] : [canaryRoute, canary.stable_route];
  const moved = (perMinute * Math.abs(to - from)) / 100;
  const rate = perMinute === 0 ? "no requests came lately" : `about ${formatRate(moved)} requests a minute`;
  return `${cohort} goes from ${formatSetPercent(from)} to ${formatSetPercent(to)} canary: ${rate}, from ${loser} to ${winner}.`;
}

/**
 * Whether an approver has to decide before `cohort` gets `percent`: more than it has, more than `internal`, and more
 * than the open rollout was approved for. The server decides; this says so before the press.
 */
export function needsApproval(
  { currentPercent }: Pick<ShiftPlan, "currentPercent">,
  rollout: Pick<RolloutView, "stages"> | null,
  cohort: string,
  percent: number,
): boolean {
  if (percent <= currentPercent || cohort === INTERNAL_COHORT) return false;
  if (rollout === null) return true;
  const stages = rollout.stages.map(({ shares, name, soak_ms: soakMs, gates, needs_approval }) => {
    return { shares, name, soakMs, gates, needsApproval: needs_approval };
  });
  const approvedThrough = rollout.stages.findLastIndex(({ is_approved: isApproved }) => isApproved);
  return percent > shareOf(sharesAt(stages, approvedThrough), cohort);
}
