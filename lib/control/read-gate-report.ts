import type { StageCohort } from "@/db/stage-evidence";
import { type GateReport, type GateVerdictView, gateSettings } from "@/lib/contract/gates";
import type { AliasSection } from "@/lib/contract/route-map";
import type { GateArm, GateVerdict } from "@/lib/core/gate";
import { gateOutcome } from "@/lib/core/gate-outcome";
import { isExposed } from "@/lib/core/rollback-target";
import type { TargetBreaker } from "@/lib/core/target-health";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { lastChangeOf } from "./last-change";
import { readGateSettings } from "./read-gate-settings";
import { rollbackPlanOf } from "./rollback-plan";

/** The control group has the canary's size up to this share. */
const LARGEST_CONTROLLED_PERCENT = 50;

/**
 * What the gates of an alias say about its present stage: the time since the alias last changed, counted over requests of
 * that version and newer ones. Null while no cohort sends anything to a canary. Rejects when the evidence cannot be read.
 */
export async function readGateReport(context: ControlContext, alias: string): Promise<GateReport | null> {
  const active = context.active();
  const section = active.content.aliases[alias];
  if (section === undefined || section.canary === null || !isExposed(section)) return null;
  const [changed, settings, plan, dataUntilMs] = await Promise.all([
    lastChangeOf(context, active, alias),
    readGateSettings(context, alias),
    rollbackPlanOf(context, active, alias),
    context.store.reports.dataUntil(),
  ]);
  const nowMs = context.nowMs();
  const stage = { fromVersion: changed.version, sinceMs: Date.parse(changed.activated_at ?? changed.created_at) };
  const routes = { canaryRoute: section.canary.route, stableRoute: section.primary, cohorts: stageCohorts(section) };
  const targetRoute = plan.kind === "possible" ? plan.section.primary : section.primary;
  const known = {
    settings: gateSettings(settings.settings),
    dataUntilMs: Math.min(dataUntilMs, nowMs),
    objectiveP95Ms: section.objective.latency_p95_ms,
    targetRoute,
    targetBreaker: targetBreaker(context, targetRoute),
  };
  const found = await context.store.reports.stageVerdicts({ ...stage, ...routes, alias, nowMs }, known);
  const outcome = gateOutcome(found.verdicts);
  return {
    since: isoTime(stage.sinceMs),
    from_version: stage.fromVersion,
    data_until: isoTime(known.dataUntilMs),
    canary_requests: found.canaryRequests,
    control_requests: found.referenceRequests,
    canary_requests_per_minute: found.canaryRatePerSecond * 60,
    in_flight: { count: found.inFlight.count, oldest_ms: found.inFlight.oldestMs },
    sample_ratio:
      found.sampleRatio === null ? null : { p: found.sampleRatio.p, is_mismatch: found.sampleRatio.isMismatch },
    target: found.target,
    asks_for: outcome.action,
    is_sufficient: outcome.isSufficient,
    gates: found.verdicts.map(verdictView),
  };
}

function targetBreaker(context: ControlContext, route: string): TargetBreaker | null {
  const breaker = context.breakers().get(route);
  if (breaker === undefined) return null;
  return { isOut: breaker.state === "open" || breaker.state === "forced_open", needsOwner: breaker.needsOwner };
}

function stageCohorts(section: AliasSection): StageCohort[] {
  return Object.entries(section.canary?.cohorts ?? {}).flatMap(([cohort, percent]): StageCohort[] => {
    if (percent <= 0) return [];
    if (percent >= 100) return [{ cohort, reference: null }];
    return [{ cohort, reference: percent <= LARGEST_CONTROLLED_PERCENT ? "control" : "stable" }];
  });
}

function verdictView(verdict: GateVerdict): GateVerdictView {
  const { trippedBy, comparedWith, upperBound, heldBecause, forecast, canary, stable, difference, ...same } = verdict;
  return {
    ...same,
    tripped_by: trippedBy,
    compared_with: comparedWith,
    upper_bound: upperBound,
    held_because: heldBecause,
    canary: armView(canary),
    stable: armView(stable),
    difference: difference === null ? null : { value: difference.value, interval: intervalView(difference.interval) },
    forecast: {
      requests_needed: forecast.requestsNeeded,
      minutes_needed: forecast.minutesNeeded,
      failures_if_broken: forecast.failuresIfBroken,
      seconds_if_broken: forecast.secondsIfBroken,
    },
  };
}

function armView({ interval, ...arm }: GateArm): GateVerdictView["canary"] {
  return { ...arm, interval: intervalView(interval) };
}

function intervalView(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null ? null : [interval[0], interval[1]];
}
