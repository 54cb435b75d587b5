import { performance } from "node:perf_hooks";
import type { TimelineEntry } from "@/db/control-store";
import type { DecisionResult } from "@/lib/contract/approval";
import type { Actor } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { mayDecide, whatMoved } from "@/lib/core/approval";
import { proposedSection } from "./approval-proposal";
import {
  type ApprovalEnd,
  approvalEndWrite,
  askedBinding,
  bindingOf,
  findApproval,
  type KeptApproval,
} from "./approval-record";
import { alreadyEnded, lostDecision, refusedStep } from "./approval-refusals";
import { stepOfApproval } from "./approval-step";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { closeApproval } from "./close-approval";
import { commitChange } from "./commit-change";
import { announceApproval, commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { holdsRole } from "./holds-role";
import { findRollout, newRollout } from "./open-rollout";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { actorOf, auditedAs, MACHINE } from "./rollout-actor";
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
          : await approve(context, principal, actor, kept, input.reason);
      return { approval_id: kept.id, took_ms: tookMs(startedMs), ...result };
    },
  );
}

type Decided = Pick<DecisionResult, "state" | "route_version" | "rollout_id">;

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
  const why = mayDecide(kept.body.requested_by, actorOf(principal), await holdsRole(context, principal, "approver"));
  if (why !== null) throw new ControlRefusal("forbidden", why);
  if (binding !== undefined && binding !== kept.body.binding) {
    throw new ControlRefusal("conflict", "You looked at other evidence than this approval is bound to; open it again.");
  }
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
    timeline: linesOf(kept, actor, "rejected", text, atMs),
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
  if (report === null && kept.body.evidence !== null) {
    throw new ControlRefusal(
      "conflict",
      "The evidence cannot be read right now, so it cannot be held against what was frozen. Nothing was done; try again.",
    );
  }
  const section = await proposedSection(context, active, kept.alias, kept.body.proposal).catch(() => null);
  const hash = section === null ? "" : sectionHash(section);
  const boundRollout = kept.body.rollout === null ? null : rollout;
  const moved = whatMoved(askedBinding(kept), bindingOf(active.version, hash, boundRollout, report));
  if (moved.length > 0 || section === null) throw await voidFor(context, kept, active, moved);
  const step = stepOfApproval(kept, rollout, section, facts);
  if (step.kind !== "moved") throw refusedStep(step);
  const atMs = context.nowMs();
  const text = `${actor.name} approved: ${kept.body.title}.${reason === null ? "" : ` ${reason}`}`;
  const end: ApprovalEnd = { state: "approved", by: actor, atMs, text, reason, routeVersion: "published" };
  const [line] = linesOf(kept, actor, "approved", text, atMs);
  if (line === undefined) throw new Error("an approval has a line of its own");
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

async function voidFor(
  context: ControlContext,
  kept: KeptApproval,
  active: RouteMapVersion,
  moved: readonly string[],
): Promise<ControlRefusal> {
  const by = active.version === kept.body.base_version ? "" : ` (${active.author}: ${active.summary})`;
  const what = moved.length === 0 ? "What was asked for is in force already." : moved.join(" ");
  const text = `${what}${by}`;
  await closeApproval(context, kept, "void", text, MACHINE);
  return new ControlRefusal(
    "conflict",
    `This approval is void, because what it was bound to moved: ${text} Nothing was done; it has to be asked for again.`,
    { moved: [...moved], active_version: active.version },
  );
}

function linesOf(kept: KeptApproval, by: Actor, event: string, text: string, atMs: number): TimelineEntry[] {
  const head = { atMs, subject: kept.alias, ...auditedAs(by), event, text, detail: null };
  const own: TimelineEntry = { ...head, kind: "approval", id: kept.id };
  const { rollout } = kept.body;
  return rollout === null ? [own] : [own, { ...head, kind: "rollout", id: rollout.id }];
}
