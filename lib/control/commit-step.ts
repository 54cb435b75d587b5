import { performance } from "node:perf_hooks";
import type { ControlChange, RecordWrite, RoleHeld, TimelineEntry } from "@/db/control-store";
import type { AuditAction } from "@/lib/contract/audit";
import type { Actor } from "@/lib/contract/rollout";
import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { rollbackTargetAfterChange } from "@/lib/core/rollback-target";
import type { Shares } from "@/lib/core/rollout";
import type { RolloutStep } from "@/lib/core/rollout-moves";
import { nameOfShares, sameShares } from "@/lib/core/rollout-stages";
import type { KeptApproval } from "./approval-record";
import { type AliasChange, aliasControlChange, tookMs } from "./change-alias";
import { type CommittedChange, commitChange } from "./commit-change";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { isoTime } from "./iso-time";
import { planRollback } from "./rollback-plan";
import { withVerification } from "./rollback-record";
import { auditedAs } from "./rollout-actor";
import { type KeptRollout, rolloutWrite } from "./rollout-record";
import { pressed } from "./verify-rollback";
import { voidedApprovals } from "./voided-approvals";

type Moved = Extract<RolloutStep, { kind: "moved" }>;

/** A step to be put in force, and everything that belongs into its transaction. */
export interface StepCommit {
  readonly actor: Actor;
  readonly base: RouteMapVersion;
  readonly kept: KeptRollout;
  readonly step: Moved;
  readonly auditAction: AuditAction;
  readonly reason: string | null;
  /** What a person reads in the list of versions; the new shares when left out. */
  readonly summary?: string;
  /** The section to put in force when it is not that of the effects (undo). */
  readonly section?: AliasSection;
  /** The approval this step carries out; it is ended in the same transaction. */
  readonly approval?: { readonly kept: KeptApproval; readonly write: RecordWrite; readonly line: TimelineEntry };
  readonly requires?: RoleHeld;
}

/**
 * Puts a step in force: routing, rollout, approvals, timeline and audit row in one transaction, or nothing of it. A
 * conflict says that somebody else moved the version, the rollout or an approval first.
 */
export async function commitStep(context: ControlContext, order: StepCommit): Promise<CommittedChange> {
  const { actor, kept, step, approval } = order;
  const atMs = context.nowMs();
  const routing = await routingOf(context, order);
  const text = step.effects.find((effect) => effect.kind === "void_approvals")?.text;
  const except = approval?.kept.id ?? null;
  const voided = await voidedApprovals(context, { alias: kept.alias, text: text ?? null, except, by: actor, atMs });
  const who = auditedAs(actor);
  const lines = step.notes.map(({ event, text }) => ({ ...lineHead(kept, atMs), ...who, event, text, detail: null }));
  const change: ControlChange = {
    atMs,
    ...(order.requires === undefined ? {} : { requires: order.requires }),
    routing: routing?.routing ?? null,
    records: [
      rolloutWrite(kept, step.rollout, routing === null ? kept.routeVersion : "published"),
      ...(approval === undefined ? [] : [approval.write]),
      ...voided.records,
    ],
    timeline: [...lines, ...(approval === undefined ? [] : [approval.line]), ...voided.timeline],
    audit: {
      ...who,
      atMs,
      action: order.auditAction,
      object: `alias:${kept.alias}`,
      outcome: "done",
      before: { ...beforeOf(routing), ...stageOf(kept, kept.rollout) },
      after: { ...afterOf(routing), ...stageOf(kept, step.rollout), text: step.notes[0]?.text ?? null },
      reason: order.reason,
      traceId: null,
      routeVersion: null,
    },
  };
  const startedMs = performance.now();
  const verified = withVerification(context, order.base, change, { ...who, name: actor.name });
  const result = await commitChange(context, verified.change);
  if (result.kind === "committed") {
    if (verified.id !== null) await pressed(context, verified.id, tookMs(startedMs));
    announceRollout(context, kept, step, atMs);
    for (const { id } of voided.records) announceApproval(context, id, kept.alias, "void");
    if (approval !== undefined) announceApproval(context, approval.kept.id, kept.alias, "approved");
  }
  return result;
}

/** Tells the open tabs what became of an approval. */
export function announceApproval(context: ControlContext, id: string, alias: string, state: string): void {
  context.live.emit({ type: "approval", at: isoTime(context.nowMs()), approval_id: id, alias, state });
}

/** Tells the open tabs that a rollout moved. */
export function announceRollout(
  context: ControlContext,
  kept: KeptRollout,
  { rollout, notes }: Moved,
  atMs: number,
): void {
  context.live.emit({
    type: "rollout",
    at: isoTime(atMs),
    rollout_id: kept.id,
    alias: kept.alias,
    state: rollout.state,
    stage_index: rollout.stageIndex,
    text: notes[0]?.text ?? "",
  });
}

/** Null when the route map stays as it is. */
async function routingOf(context: ControlContext, order: StepCommit): Promise<ControlChange | null> {
  const change = await aliasChangeOf(context, order);
  if (change === null) return null;
  // The audit row names the actor itself; the version only keeps its name.
  const { id, name } = order.actor;
  const author: Principal = { kind: "token", id, name, email: null, roles: [] };
  return aliasControlChange(context, author, order.base, change);
}

async function aliasChangeOf(context: ControlContext, order: StepCommit): Promise<AliasChange | null> {
  const { base, kept, step, reason, auditAction } = order;
  const { alias } = kept;
  const section = findAlias(base, alias);
  const head = { alias, auditAction, restores: null, reason } as const;
  if (order.section !== undefined) {
    return { ...head, section: order.section, action: "shifted", summary: order.summary ?? "" };
  }
  for (const effect of step.effects) {
    if (effect.kind === "set_shares") {
      const next = sectionWithShares(section, effect.shares, base.version);
      if (next === null) return null;
      return { ...head, section: next, action: "shifted", summary: order.summary ?? nameOfShares(effect.shares) };
    }
    if (effect.kind === "restore") return restoring(context, order, section);
  }
  return null;
}

/** The section with these shares set over those in force; null when that changes nothing. */
export function sectionWithShares(section: AliasSection, shares: Shares, activeVersion: number): AliasSection | null {
  if (section.canary === null) return null;
  const cohorts = { ...section.canary.cohorts, ...shares };
  if (sameShares(section.canary.cohorts, cohorts)) return null;
  return {
    ...section,
    canary: { ...section.canary, cohorts },
    rollback_route_version: rollbackTargetAfterChange(section, activeVersion),
  };
}

/** A roll back always has somewhere to go: without a version to restore, the canary gets nothing. */
async function restoring(
  context: ControlContext,
  order: StepCommit,
  section: AliasSection,
): Promise<AliasChange | null> {
  const { base, kept, reason, auditAction } = order;
  const { alias } = kept;
  const target = section.rollback_route_version;
  const plan = target === null ? null : await planRollback(context, base, alias, section, target);
  if (plan?.kind === "possible") {
    const { toVersion: restores, providers } = plan;
    const summary = `back to v${restores}`;
    return { alias, section: plan.section, providers, action: "rolled_back", auditAction, restores, summary, reason };
  }
  const nothing = Object.fromEntries(Object.keys(section.canary?.cohorts ?? {}).map((cohort) => [cohort, 0]));
  const next = sectionWithShares(section, nothing, base.version);
  if (next === null) return null;
  return { alias, section: next, action: "rolled_back", auditAction, restores: null, summary: "canary to 0%", reason };
}

function lineHead(kept: KeptRollout, atMs: number) {
  return { atMs, kind: "rollout" as const, id: kept.id, subject: kept.alias };
}

function stageOf(kept: KeptRollout, rollout: KeptRollout["rollout"]) {
  const stage = rollout.stages[rollout.stageIndex]?.name ?? null;
  return { rollout: kept.id, state: rollout.state, stage };
}

function beforeOf(change: ControlChange | null): Record<string, unknown> {
  return plain(change?.audit?.before);
}

function afterOf(change: ControlChange | null): Record<string, unknown> {
  return plain(change?.audit?.after);
}

function plain(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
