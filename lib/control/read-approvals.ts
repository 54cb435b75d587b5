import type { z } from "zod";
import type { ApprovalList, ApprovalQuery, ApprovalSummary, ApprovalView } from "@/lib/contract/approval";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { whatMoved } from "@/lib/core/approval";
import { diffRouteMaps } from "@/lib/core/route-map-diff";
import { activationRefusals } from "./activation-refusals";
import { proposedSection } from "./approval-proposal";
import {
  askedBinding,
  bindingOf,
  findApproval,
  type KeptApproval,
  readApprovalRecord,
  waitingApprovals,
} from "./approval-record";
import { stepOfApproval } from "./approval-step";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { lastRollbackOf } from "./last-rollback";
import { findRollout, newRollout } from "./open-rollout";
import { readTimeline } from "./read-rollouts";
import { readRouteMapVersion } from "./read-route-map";
import { actorOf } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import { rawRouteMapDiff } from "./route-map-yaml";
import { sectionHash } from "./section-hash";

const CLOSED = ["approved", "rejected", "expired", "void"];

/** Approvals newest first, and how many wait. */
export async function readApprovals(
  context: ControlContext,
  principal: Principal,
  query: z.output<typeof ApprovalQuery>,
): Promise<ApprovalList> {
  const states = query.state === "closed" ? CLOSED : query.state === undefined ? null : [query.state];
  const records = await context.store.control.records({
    kind: "approval",
    ...(query.alias === undefined ? {} : { subject: query.alias }),
    ...(states === null ? {} : { states }),
    limit: query.limit,
  });
  const { id } = actorOf(principal);
  const kept = records
    .map(readApprovalRecord)
    .filter(({ body }) => query.mine === undefined || body.requested_by.id === id);
  const waiting = await waitingApprovals(context);
  return { approvals: kept.map(approvalSummary), waiting_count: waiting.length };
}

/** What an approver reads: the frozen evidence, what changes, what moved since and why it may be blocked. Throws 404. */
export async function readApproval(context: ControlContext, id: string): Promise<ApprovalView> {
  const kept = await findApproval(context, id);
  const { body } = kept;
  const now = kept.state === "waiting" ? await judgeNow(context, kept) : { moved: [], blocked: null };
  const { diff, raw } = await changeOf(context, kept);
  return {
    ...approvalSummary(kept),
    revision: kept.revision,
    proposal: body.proposal,
    evidence: body.evidence,
    evidence_frozen_at: isoTime(kept.createdAtMs),
    unmet: body.unmet,
    not_covered: body.not_covered,
    extra_requests_per_minute: body.extra_requests_per_minute,
    binding: body.binding,
    ...now,
    diff,
    raw_diff: raw,
    rollback_to: context.active().content.aliases[kept.alias]?.rollback_route_version ?? body.base_version,
    last_rollback: await measuredRollback(context, kept.alias),
    timeline: await readTimeline(context, "approval", id),
  };
}

async function measuredRollback(context: ControlContext, alias: string): Promise<ApprovalView["last_rollback"]> {
  const last = await lastRollbackOf(context, alias);
  if (last === null || last.body.took_ms === null) return null;
  return { verification_id: last.record.id, at: last.body.asked_at, took_ms: last.body.took_ms };
}

function approvalSummary(kept: KeptApproval): ApprovalSummary {
  const { title, changes, requested_by, reason, expires_at, base_version, outcome, rollout } = kept.body;
  const made = kept.state === "approved" ? kept.routeVersion : null;
  return {
    id: kept.id,
    alias: kept.alias,
    state: kept.state,
    title,
    changes,
    requested_by,
    reason,
    expires_at,
    base_version,
    outcome: outcome === null ? null : { ...outcome, route_version: made },
    rollout_id: rollout?.id ?? null,
    requested_at: isoTime(kept.createdAtMs),
  };
}

/** The same questions approving asks, without doing anything. */
async function judgeNow(context: ControlContext, kept: KeptApproval): Promise<Pick<ApprovalView, "moved" | "blocked">> {
  const active = context.active();
  const { body, alias } = kept;
  if (body.proposal.kind === "activate") return judgeDraft(context, kept, body.proposal.version);
  const rollout =
    body.rollout === null
      ? await newRollout(context, active, { alias, startedBy: body.requested_by, reason: body.reason }).catch(
          () => null,
        )
      : await findRollout(context, body.rollout.id);
  const section = await proposedSection(context, active, alias, body.proposal).catch(() => null);
  if (rollout === null || section === null)
    return { moved: ["What was asked for is in force already."], blocked: null };
  const { facts, report } = await readFacts(context, active, rollout);
  if (report === null && body.evidence !== null)
    return { moved: [], blocked: "The evidence cannot be read right now." };
  const bound = bindingOf(active.version, sectionHash(section), body.rollout === null ? null : rollout, report);
  const moved = whatMoved(askedBinding(kept), bound);
  const step = stepOfApproval(kept, rollout, section, facts);
  return { moved, blocked: step.kind === "refused" ? step.text : null };
}

async function judgeDraft(
  context: ControlContext,
  kept: KeptApproval,
  version: number,
): Promise<Pick<ApprovalView, "moved" | "blocked">> {
  const active = context.active();
  const draft = await readRouteMapVersion(context, version);
  const report = await context.stageEvidence(kept.alias).catch(() => null);
  if (report === null && kept.body.evidence !== null) {
    return { moved: [], blocked: "The evidence cannot be read right now." };
  }
  const moved = whatMoved(askedBinding(kept), bindingOf(active.version, draft.content_hash, null, report));
  const [refusal] = moved.length > 0 ? [] : await activationRefusals(context, active, draft.content);
  return { moved, blocked: refusal?.text ?? null };
}

/** What it changes against the version it was asked on. */
async function changeOf(context: ControlContext, kept: KeptApproval) {
  const base = await context.store.routeMap.version(kept.body.base_version);
  const section =
    base === null ? null : await proposedSection(context, base, kept.alias, kept.body.proposal).catch(() => null);
  if (base === null || section === null) return { diff: [], raw: "" };
  const { proposal } = kept.body;
  const draft = proposal.kind === "activate" ? await context.store.routeMap.version(proposal.version) : null;
  const content = draft?.content ?? { ...base.content, aliases: { ...base.content.aliases, [kept.alias]: section } };
  const after: RouteMapVersion = { ...base, version: base.version + 1, content };
  return { diff: diffRouteMaps(base.content, content), raw: rawRouteMapDiff(base, after) };
}
