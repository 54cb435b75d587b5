import type { GateReport } from "@/lib/contract/gates";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { isExposed } from "@/lib/core/rollback-target";
import type { RolloutFacts, StageFacts } from "@/lib/core/rollout";
import { nextStageIndex, sharesAt } from "@/lib/core/rollout-stages";
import { refuseUnsafeSection } from "./activation-refusals";
import { sectionWithShares } from "./commit-step";
import type { ControlContext } from "./context";
import { lastChangeOf } from "./last-change";
import { ControlRefusal } from "./refusal";
import type { KeptRollout } from "./rollout-record";

/** What a transition decides on, and the report of the gates it came from. */
export interface ReadFacts {
  readonly facts: RolloutFacts;
  /** Null before the first stage and when the evidence cannot be read. */
  readonly report: GateReport | null;
  /** What `facts.nextBlocked` says, with where to go for it. */
  readonly blockedBy: ControlRefusal | null;
}

/** Reads everything a transition looks at. Evidence that cannot be read is missing, not an error: the rollout holds. */
export async function readFacts(
  context: ControlContext,
  active: RouteMapVersion,
  kept: KeptRollout,
): Promise<ReadFacts> {
  const isInStage = kept.rollout.stageIndex >= 0;
  const endedBy = isInStage ? await endOf(context, active, kept) : null;
  const report = isInStage && endedBy === null ? await readReport(context, kept.alias) : null;
  const blockedBy = await nextRefusal(context, active, kept);
  const facts: RolloutFacts = {
    nowMs: context.nowMs(),
    evidence: report === null ? null : stageFacts(report),
    notReady: notReady(context, active, kept),
    nextBlocked: blockedBy?.message ?? null,
    endedBy,
  };
  return { facts, report, blockedBy };
}

async function readReport(context: ControlContext, alias: string): Promise<GateReport | null> {
  try {
    return await context.stageEvidence(alias);
  } catch {
    return null;
  }
}

function stageFacts(report: GateReport): StageFacts {
  const { sample_ratio: ratio } = report;
  return {
    sinceMs: Date.parse(report.since),
    dataUntilMs: Date.parse(report.data_until),
    canaryRequests: report.canary_requests,
    sampleRatio: ratio === null ? null : { p: ratio.p, isMismatch: ratio.is_mismatch },
    target: report.target,
    gates: report.gates.map((gate) => ({
      gate: gate.gate,
      mode: gate.mode,
      action: gate.action,
      verdict: gate.verdict,
      heldBecause: gate.held_because,
      reason: gate.reason,
    })),
  };
}

/** Why nobody may be sent to the canary yet. */
function notReady(
  context: ControlContext,
  active: RouteMapVersion,
  { alias, canaryRoute }: KeptRollout,
): string | null {
  const section = active.content.aliases[alias];
  const route = section?.routes[canaryRoute];
  if (section?.canary?.route !== canaryRoute || route === undefined) {
    return `${alias} has no canary on ${canaryRoute} in v${active.version}.`;
  }
  if (route.production_eligible === false) return `${canaryRoute} is not eligible for production.`;
  const breaker = context.breakers().get(canaryRoute);
  if (breaker?.needsOwner === true) return `${canaryRoute} refuses its key or account; its owner has to act first.`;
  if (breaker?.state === "open" || breaker?.state === "forced_open") {
    return `The breaker of ${canaryRoute} is open; nobody is sent there until it closes.`;
  }
  return null;
}

/** More than `internal` needs a verified contract of the canary route and a way back that was rehearsed. */
async function nextRefusal(
  context: ControlContext,
  active: RouteMapVersion,
  { alias, rollout }: KeptRollout,
): Promise<ControlRefusal | null> {
  const section = active.content.aliases[alias];
  const index = nextStageIndex(rollout);
  if (section === undefined || index === null) return null;
  const next = sectionWithShares(section, sharesAt(rollout.stages, index), active.version);
  if (next === null) return null;
  try {
    await refuseUnsafeSection(context, active, alias, next);
    return null;
  } catch (error) {
    if (error instanceof ControlRefusal) return error;
    throw error;
  }
}

/** Somebody took the traffic back or put another canary in its place: the plan has nothing left to look after. */
async function endOf(
  context: ControlContext,
  active: RouteMapVersion,
  { alias, canaryRoute, routeVersion }: KeptRollout,
): Promise<string | null> {
  const section = active.content.aliases[alias];
  if (section === undefined) return `${alias} is not part of v${active.version} any more.`;
  const change = await lastChangeOf(context, active, alias);
  const by = `${change.author} in v${change.version}`;
  if (section.canary?.route !== canaryRoute) return `The canary was replaced by ${by}.`;
  if (!isExposed(section)) return `Rolled back by ${by}: no cohort uses the canary.`;
  const isNewer = routeVersion !== null && change.version > routeVersion;
  return isNewer && change.action === "rolled_back" ? `Rolled back by ${by}.` : null;
}
