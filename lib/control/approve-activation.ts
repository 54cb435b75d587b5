import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import type { DecisionResult } from "@/lib/contract/approval";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { raisedExposure } from "@/lib/core/activation-rules";
import { whatMoved } from "@/lib/core/approval";
import { isExposed } from "@/lib/core/rollback-target";
import { activationEvidence } from "./activation-evidence";
import { approvalLines } from "./approval-lines";
import { approvalEndWrite, askedBinding, bindingOf, type KeptApproval } from "./approval-record";
import { lostDecision, unreadableEvidence, voidMoved } from "./approval-refusals";
import { commitChange } from "./commit-change";
import { announceApproval } from "./commit-step";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { newRollout } from "./open-rollout";
import { readActiveVersion } from "./read-active-version";
import { readRouteMapVersion } from "./read-route-map";
import { actorOf, auditedAs } from "./rollout-actor";
import { rolloutWrite } from "./rollout-record";

/** What a decision did. */
export type Decided = Pick<DecisionResult, "state" | "route_version" | "rollout_id">;

/**
 * Puts the draft that was asked for in force, exactly that one, in the transaction that ends its approval. What it
 * exposes more is guarded by a rollout from then on. Throws `ControlRefusal` as every approval does.
 */
export async function approveActivation(
  context: ControlContext,
  principal: Principal,
  kept: KeptApproval,
  version: number,
  reason: string | null,
): Promise<Decided> {
  const actor = actorOf(principal);
  const [active, draft] = [await readActiveVersion(context), await readRouteMapVersion(context, version)];
  const report = await context.stageEvidence(kept.alias).catch(() => null);
  if (report === null && kept.body.evidence !== null) throw unreadableEvidence();
  const moved = whatMoved(askedBinding(kept), bindingOf(active.version, draft.content_hash, null, report));
  if (moved.length > 0) throw await voidMoved(context, kept, active, moved);
  const raised = raisedExposure(active.content, draft.content);
  await activationEvidence(context, raised);
  const atMs = context.nowMs();
  const text = `${actor.name} approved: ${kept.body.title}.${reason === null ? "" : ` ${reason}`}`;
  const guards = await Promise.all(raised.map(({ alias }) => guardOf(context, kept, draft, alias, atMs)));
  const end = { state: "approved", by: actor, atMs, text, reason, routeVersion: "published" } as const;
  const result = await commitChange(context, {
    atMs,
    requires: { kind: principal.kind, id: principal.id, role: "approver" },
    routing: { kind: "activate", version, baseVersion: active.version },
    records: [approvalEndWrite(kept, end), ...guards.flat().map(({ write }) => write)],
    timeline: [...approvalLines(kept, actor, "approved", text, atMs), ...guards.flat().map(({ line }) => line)],
    audit: {
      ...auditedAs(actor),
      atMs,
      action: "approval.approved",
      object: `alias:${kept.alias}`,
      outcome: "done",
      before: { route_version: active.version, content_hash: active.content_hash },
      after: { approval: kept.id, route_version: version, content_hash: draft.content_hash, summary: draft.summary },
      reason: reason ?? kept.body.reason,
      traceId: null,
      routeVersion: null,
    },
  });
  if (result.kind !== "committed") throw await lostDecision(context, kept, actor, result.kind);
  announceApproval(context, kept.id, kept.alias, "approved");
  return { state: "approved", route_version: version, rollout_id: guards.flat()[0]?.write.id ?? null };
}

/** A rollout that takes over what the draft exposes of an alias, as after an approved shift; none without a canary. */
async function guardOf(
  context: ControlContext,
  { body }: KeptApproval,
  draft: RouteMapVersion,
  alias: string,
  atMs: number,
): Promise<{ readonly write: RecordWrite; readonly line: TimelineEntry }[]> {
  const section = draft.content.aliases[alias];
  if (section === undefined || !isExposed(section)) return [];
  const inForce = { ...draft, is_active: true, activated_at: isoTime(atMs) };
  const by = body.requested_by;
  const kept = await newRollout(context, inForce, { alias, startedBy: by, reason: body.reason });
  const rollout = { ...kept.rollout, stageEnteredAtMs: atMs };
  const stage = rollout.stages[0]?.name ?? "what is exposed";
  const text = `${stage} is in force with v${draft.version} and guarded from now on.`;
  const line = {
    atMs,
    kind: "rollout",
    id: kept.id,
    subject: alias,
    ...auditedAs(by),
    event: "started",
    text,
  } as const;
  return [{ write: rolloutWrite(kept, rollout, "published"), line: { ...line, detail: null } }];
}
