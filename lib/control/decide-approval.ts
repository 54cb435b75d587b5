import { performance } from "node:perf_hooks";
import type { DecisionResult } from "@/lib/contract/approval";
import type { Actor } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { type ApprovalParty, mayDecide, whatMoved } from "@/lib/core/approval";
import { approvalLines } from "./approval-lines";
import { proposedSection } from "./approval-proposal";
import {
  type ApprovalEnd,
  approvalEndWrite,
  askedBinding,
  bindingOf,
  findApproval,
  type KeptApproval,
} from "./approval-record";
import { alreadyEnded, lostDecision, refusedStep, unreadableEvidence, voidMoved } from "./approval-refusals";
import { stepOfApproval } from "./approval-step";
import { approveActivation, type Decided } from "./approve-activation";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { closeApproval } from "./close-approval";
import { commitChange } from "./commit-change";
import { announceApproval, commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { holdsRole } from "./holds-role";
import { findRollout, newRollout } from "./open-rollout";
import { personBehind } from "./person-behind";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { actorOf, auditedAs } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import type { KeptRollout } from "./rollout-record";
import { sectionHash } from "./section-hash";

export interface DecisionInput {
  readonly id: string;
  readonly decision: "approve" | "reject";
  readonly reason: string | null;
  /** The hash the approver looked at; another one is refused. */
  readonly binding?: string | undefined;
}

/**
 * Decides an approval once. Approving evaluates the gates anew and puts the change in force in the same transaction
 * that ends the approval, checks the decider's role and moves the active version by compare-and-swap. Throws
 * `ControlRefusal`: 404; 403 for the person who asked and for one without the role; 409 for one that was decided,
 * expired or moved, with what changed. A moved approval is void from then on. Every refusal is in the audit trail.
 */
export async function decideApproval(
  context: ControlContext,
  principal: Principal,
  input: DecisionInput,
): Promise<DecisionResult> {
  const startedMs = performance.now();
  const action = input.decision === "approve" ? "approval.approved" : "approval.rejected";
  const asked = { approval: input.id, decision: input.decision };
  return audited(
    context,
    principal,
    { action, object: `approval:${input.id}`, asked, reason: input.reason },
    async () => {
      const actor = actorOf(principal);
      const kept = await findApproval(context, input.id);
      await refuseUnlessDecidable(context, kept, principal, input);
      const result =
        input.decision === "reject"
          ? await reject(context, principal, kept, input.reason)
          : kept.body.proposal.kind === "activate"
            ? await approveActivation(context, principal, kept, kept.body.proposal.version, input.reason)
            : await approve(context, principal, actor, kept, input.reason);
      return { approval_id: kept.id, took_ms: tookMs(startedMs), ...result };
    },
  );
}

async function refuseUnlessDecidable(
  context: ControlContext,
  kept: KeptApproval,
  principal: Principal,
  { binding }: DecisionInput,
): Promise<void> {
  if (kept.state !== "waiting") throw alreadyEnded(kept, actorOf(principal));
  if (Date.parse(kept.body.expires_at) <= context.nowMs()) {
    await closeApproval(context, kept, "expired", "Nobody decided in time.");
    throw new ControlRefusal("conflict", `Approval ${kept.id} expired at ${kept.body.expires_at}; ask again.`);
  }
  const [requester, decider] = [
    await partyOf(context, kept.body.requested_by),
    await partyOf(context, actorOf(principal)),
  ];
  const why = mayDecide(requester, decider, await holdsRole(context, principal, "approver"));
  if (why !== null) throw new ControlRefusal("forbidden", why);
  if (binding !== undefined && binding !== kept.body.binding) {
    throw new ControlRefusal("conflict", "You looked at other evidence than this approval is bound to; open it again.");
  }
}

async function partyOf(context: ControlContext, actor: Actor): Promise<ApprovalParty> {
  return { ...actor, person: await personBehind(context, actor) };
}

async function reject(
  context: ControlContext,
  principal: Principal,
  kept: KeptApproval,
  reason: string | null,
): Promise<Decided> {
  const actor = actorOf(principal);
  if (reason === null) throw new ControlRefusal("bad_request", "Say why you reject it; whoever asked has to know.");
  const atMs = context.nowMs();
  const text = `${actor.name} rejected: ${reason}`;
  const end: ApprovalEnd = { state: "rejected", by: actor, atMs, text, reason, routeVersion: null };
  const result = await commitChange(context, {
    atMs,
    requires: { kind: principal.kind, id: principal.id, role: "approver" },
    routing: null,
    records: [approvalEndWrite(kept, end)],
    timeline: approvalLines(kept, actor, "rejected", text, atMs),
    audit: {
      ...auditedAs(actor),
      atMs,
      action: "approval.rejected",
      object: `alias:${kept.alias}`,
      outcome: "done",
      before: null,
      after: { approval: kept.id, title: kept.body.title },
      reason,
      traceId: null,
      routeVersion: kept.body.base_version,
    },
  });
  if (result.kind !== "committed") throw await lostDecision(context, kept, actor, result.kind);
  announceApproval(context, kept.id, kept.alias, "rejected");
  return { state: "rejected", route_version: null, rollout_id: kept.body.rollout?.id ?? null };
}

async function approve(
  context: ControlContext,
  principal: Principal,
  actor: Actor,
  kept: KeptApproval,
  reason: string | null,
): Promise<Decided> {
  const active = await readActiveVersion(context);
  const rollout = await rolloutFor(context, active, kept);
  const { facts, report } = await readFacts(context, active, rollout);
  if (report === null && kept.body.evidence !== null) throw unreadableEvidence();
  const section = await proposedSection(context, active, kept.alias, kept.body.proposal).catch(() => null);
  const hash = section === null ? "" : sectionHash(section);
  const boundRollout = kept.body.rollout === null ? null : rollout;
  const moved = whatMoved(askedBinding(kept), bindingOf(active.version, hash, boundRollout, report));
  if (moved.length > 0 || section === null) throw await voidMoved(context, kept, active, moved);
  const step = stepOfApproval(kept, rollout, section, facts);
  if (step.kind !== "moved") throw refusedStep(step);
  const atMs = context.nowMs();
  const text = `${actor.name} approved: ${kept.body.title}.${reason === null ? "" : ` ${reason}`}`;
  const end: ApprovalEnd = { state: "approved", by: actor, atMs, text, reason, routeVersion: "published" };
  const [line] = approvalLines(kept, actor, "approved", text, atMs);
  const result = await commitStep(context, {
    actor,
    base: active,
    kept: rollout,
    step: { ...step, notes: [{ event: "approved", text }, ...step.notes] },
    auditAction: "approval.approved",
    reason: reason ?? kept.body.reason,
    summary: summaryOf(kept),
    section,
    approval: { kept, write: approvalEndWrite(kept, end), line },
    requires: { kind: principal.kind, id: principal.id, role: "approver" },
  });
  if (result.kind !== "committed") throw await lostDecision(context, kept, actor, result.kind);
  return { state: "approved", route_version: result.version?.version ?? null, rollout_id: rollout.id };
}

/** The rollout as it is now; outside one, what is exposed is taken over and guarded from the approval on. */
async function rolloutFor(context: ControlContext, active: RouteMapVersion, kept: KeptApproval): Promise<KeptRollout> {
  if (kept.body.rollout !== null) return findRollout(context, kept.body.rollout.id);
  return newRollout(context, active, {
    alias: kept.alias,
    startedBy: kept.body.requested_by,
    reason: kept.body.reason,
  });
}

function summaryOf({ body }: KeptApproval): string {
  return body.changes.map(({ cohort, from_percent: from, to_percent: to }) => `${cohort} ${from}% → ${to}%`).join(", ");
}
