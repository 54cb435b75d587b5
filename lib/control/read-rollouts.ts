import type { z } from "zod";
import type { RecordKind } from "@/db/control-store";
import type { RolloutList, RolloutQuery, RolloutSummary, RolloutView, TimelineLine } from "@/lib/contract/rollout";
import { RolloutBody } from "@/lib/contract/rollout";
import { OPEN_ROLLOUT_STATES } from "@/lib/core/rollout";
import { nextStageIndex } from "@/lib/core/rollout-stages";
import { type KeptApproval, waitingApprovals } from "./approval-record";
import type { ControlContext } from "./context";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { lastRollbackOf } from "./last-rollback";
import { findRollout } from "./open-rollout";
import { readCanary } from "./read-canary";
import { type ReadFacts, readFacts } from "./rollout-facts";
import { type KeptRollout, readRolloutRecord, rolloutWrite } from "./rollout-record";
import { checksOf, rolloutSummary } from "./rollout-words";

const TIMELINE_LINES = 200;

/** Rollouts newest first, each with where it stands and who acts next. */
export async function readRollouts(
  context: ControlContext,
  query: z.output<typeof RolloutQuery>,
): Promise<RolloutList> {
  const states = query.state === "open" ? [...OPEN_ROLLOUT_STATES] : query.state === undefined ? null : [query.state];
  const records = await context.store.control.records({
    kind: "rollout",
    ...(query.alias === undefined ? {} : { subject: query.alias }),
    ...(states === null ? {} : { states }),
    limit: query.limit,
  });
  const waiting = await waitingApprovals(context);
  const rollouts = await Promise.all(
    records.map(async (record): Promise<RolloutSummary> => {
      const kept = readRolloutRecord(record);
      const { facts } = await readFacts(context, context.active(), kept);
      return rolloutSummary(kept, facts, approvalOf(kept, waiting));
    }),
  );
  return { rollouts };
}

/** One rollout with its stages, conditions, gates and timeline. Throws 404. */
export async function readRollout(context: ControlContext, id: string): Promise<RolloutView> {
  const kept = await findRollout(context, id);
  const active = context.active();
  const [read, waiting, timeline] = await Promise.all([
    readFacts(context, active, kept),
    waitingApprovals(context, kept.alias),
    readTimeline(context, "rollout", id),
  ]);
  const canary = active.content.aliases[kept.alias] === undefined ? null : await readCanary(context, kept.alias);
  return {
    ...rolloutSummary(kept, read.facts, approvalOf(kept, waiting)),
    ...partsOf(kept, read),
    stable_route: canary?.stable_route ?? null,
    cohorts: canary?.cohorts ?? [],
    active_version: active.version,
    verification_id: await verificationOf(context, kept),
    timeline,
  };
}

/** What people and the machine did to a record, newest first. */
export async function readTimeline(context: ControlContext, kind: RecordKind, id: string): Promise<TimelineLine[]> {
  const lines = await context.store.control.timeline({ kind, id, limit: TIMELINE_LINES });
  return lines.map(({ seq, atMs, actor, actorKind, event, text }) => ({
    seq,
    at: isoTime(atMs),
    actor,
    actor_kind: actorKind,
    event,
    text,
  }));
}

/** The roll back that ended it was made while it was open. */
async function verificationOf(context: ControlContext, kept: KeptRollout): Promise<string | null> {
  if (kept.rollout.state !== "rolled_back") return null;
  const span = { fromMs: kept.createdAtMs, untilMs: kept.updatedAtMs };
  return (await lastRollbackOf(context, kept.alias, span))?.record.id ?? null;
}

function approvalOf({ alias, rollout }: KeptRollout, waiting: readonly KeptApproval[]): KeptApproval | null {
  const isOpen = rollout.state !== "completed" && rollout.state !== "rolled_back";
  return (isOpen ? waiting.find((approval) => approval.alias === alias) : undefined) ?? null;
}

function partsOf(kept: KeptRollout, { facts, report }: ReadFacts) {
  const { rollout } = kept;
  const body = RolloutBody.parse(rolloutWrite(kept, rollout, null).body);
  const next = nextStageIndex(rollout);
  const soakMs = rollout.stages[rollout.stageIndex]?.soakMs ?? 0;
  const endsAtMs = rollout.stageEnteredAtMs === null ? null : rollout.stageEnteredAtMs + soakMs;
  return {
    revision: kept.revision ?? 0,
    reason: kept.reason,
    automation: body.automation,
    hold: body.hold,
    stages: body.stages.map((stage, index) => ({
      ...stage,
      position: positionOf(index, rollout.stageIndex, next),
      is_approved: index <= rollout.approvedThrough,
    })),
    soak_ends_at: isoTimeOrNull(endsAtMs),
    checks: checksOf(kept, facts),
    evidence: report,
    rollback_version: kept.rollbackVersion,
  };
}

function positionOf(index: number, current: number, next: number | null): "done" | "current" | "next" | "later" {
  if (index === current) return "current";
  if (index < current) return "done";
  return index === next ? "next" : "later";
}
