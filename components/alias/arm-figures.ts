import { percentOf } from "@/components/ui/format-percent";
import type { Percentiles } from "@/lib/contract/common";
import type { AliasTraffic, TrafficFigures } from "@/lib/contract/traffic";

export const ARMS = ["stable", "canary"] as const;
export type Arm = (typeof ARMS)[number];

/** What the tiles and the comparison show of one arm, or of the alias as a whole. */
export interface ArmFigures {
  readonly requests: number;
  readonly perSecond: number;
  /** Percent; null without requests. */
  readonly failedPercent: number | null;
  readonly failedRequests: number;
  readonly latencyMs: Percentiles;
  readonly firstTokenMs: Percentiles;
}

export interface AliasFigures {
  readonly whole: ArmFigures;
  readonly stable: ArmFigures | null;
  readonly canary: ArmFigures | null;
  /** Percent that failed in the window before; null without requests then. */
  readonly failedPercentBefore: number | null;
}

/** Figures of the alias and of its arms, from traffic asked for `by=arm`. An arm without traffic is null, not zero. */
export function armFigures(traffic: AliasTraffic): AliasFigures {
  const seconds = Math.max(1, (Date.parse(traffic.to) - Date.parse(traffic.from)) / 1_000);
  const ofArm = (arm: Arm) => {
    const group = traffic.groups.find((candidate) => candidate.arm === arm);
    return group === undefined || group.totals.requests === 0 ? null : figuresOf(group.totals, seconds);
  };
  return {
    whole: figuresOf(traffic.totals, seconds),
    stable: ofArm("stable"),
    canary: ofArm("canary"),
    failedPercentBefore: percentOf(traffic.previous.failed_requests, traffic.previous.requests),
  };
}

function figuresOf(totals: TrafficFigures, seconds: number): ArmFigures {
  return {
    requests: totals.requests,
    perSecond: totals.requests / seconds,
    failedPercent: percentOf(totals.failed_requests, totals.requests),
    failedRequests: totals.failed_requests,
    latencyMs: totals.latency_ms,
    firstTokenMs: totals.time_to_first_token_ms,
  };
}
