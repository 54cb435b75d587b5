import type { StageCohort } from "@/db/stage-evidence";
import { type GateReport, type GateVerdictView, gateSettings } from "@/lib/contract/gates";
import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import { evaluateGates } from "@/lib/core/evaluate-gates";
import type { GateArm, GateEvidence, GateVerdict } from "@/lib/core/gate";
import { canaryRatePerSecond } from "@/lib/core/gate-evidence";
import { gateOutcome } from "@/lib/core/gate-outcome";
import { isExposed } from "@/lib/core/rollback-target";
import { sampleRatio } from "@/lib/core/sample-ratio";
import { targetHealth } from "@/lib/core/target-health";
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
  const [changed, settings] = await Promise.all([
    lastChangeOf(context, active, alias),
    readGateSettings(context, alias),
  ]);
  const sinceMs = Date.parse(changed.activated_at ?? changed.created_at);
  const evidence = await stageEvidence(context, active, alias, section, { fromVersion: changed.version, sinceMs });
  const verdicts = evaluateGates(gateSettings(settings.settings), evidence);
  const outcome = gateOutcome(verdicts);
  const ratePerSecond = canaryRatePerSecond(evidence, ({ arrived }) => arrived) ?? 0;
  return {
    since: isoTime(sinceMs),
    from_version: changed.version,
    data_until: isoTime(evidence.dataUntilMs),
    canary_requests: evidence.spans.reduce((sum, { canary }) => sum + canary.arrived, 0),
    control_requests: evidence.spans.reduce((sum, { reference }) => sum + reference.arrived, 0),
    canary_requests_per_minute: ratePerSecond * 60,
    in_flight: { count: evidence.inFlight.count, oldest_ms: evidence.inFlight.oldestMs },
    sample_ratio: sampleRatioOf(evidence),
    target: evidence.target,
    asks_for: outcome.action,
    is_sufficient: outcome.isSufficient,
    gates: verdicts.map(verdictView),
  };
}

async function stageEvidence(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
  stage: { readonly fromVersion: number; readonly sinceMs: number },
): Promise<GateEvidence> {
  const nowMs = context.nowMs();
  const { reports } = context.store;
  const [plan, dataUntilMs, measured] = await Promise.all([
    rollbackPlanOf(context, active, alias),
    reports.dataUntil(),
    reports.stageEvidence({
      ...stage,
      alias,
      nowMs,
      canaryRoute: section.canary?.route ?? section.primary,
      stableRoute: section.primary,
      cohorts: stageCohorts(section),
    }),
  ]);
  const target = plan.kind === "possible" ? plan.section.primary : section.primary;
  const breaker = context.breakers().get(target) ?? null;
  const isOut = breaker?.state === "open" || breaker?.state === "forced_open";
  // Calls of stable speak for the target only where they go to the same route.
  const spans = target === section.primary ? measured.spans : [];
  return {
    ...measured,
    sinceMs: stage.sinceMs,
    dataUntilMs: Math.min(dataUntilMs, nowMs),
    target: targetHealth(target, breaker === null ? null : { isOut, needsOwner: breaker.needsOwner }, spans, nowMs),
    objectiveP95Ms: section.objective.latency_p95_ms,
  };
}

function stageCohorts(section: AliasSection): StageCohort[] {
  return Object.entries(section.canary?.cohorts ?? {}).flatMap(([cohort, percent]): StageCohort[] => {
    if (percent <= 0) return [];
    if (percent >= 100) return [{ cohort, reference: null }];
    return [{ cohort, reference: percent <= LARGEST_CONTROLLED_PERCENT ? "control" : "stable" }];
  });
}

function sampleRatioOf(evidence: GateEvidence): GateReport["sample_ratio"] {
  if (evidence.comparedWith !== "control") return null;
  const pairs = evidence.spans.map(({ paired, reference }) => ({
    canary: paired.arrived,
    control: reference.arrived,
  }));
  const ratio = sampleRatio(pairs);
  return ratio === null ? null : { p: ratio.p, is_mismatch: ratio.isMismatch };
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
