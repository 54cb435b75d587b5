import type { RollbackReasonRequest, RollbackVerification } from "@/lib/contract/rollback";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { changeVerification } from "./change-verification";
import type { ControlContext } from "./context";
import { readRollback } from "./read-rollback";
import { ControlRefusal } from "./refusal";
import { nextRevision, ROLLBACK_KIND } from "./rollback-record";

export interface RollbackReasonInput extends RollbackReasonRequest {
  readonly verification_id: string;
}

/**
 * Records why a rollback was made, after the fact. A later reason replaces an earlier one; the timeline and the audit
 * trail keep both. Throws `ControlRefusal`: 404 for an unknown rollback.
 */
export async function giveRollbackReason(
  context: ControlContext,
  actor: Principal,
  { verification_id: id, reason }: RollbackReasonInput,
): Promise<RollbackVerification> {
  const object = `rollback:${id}`;
  return audited(context, actor, { action: "rollback.explained", object, asked: null, reason }, async () => {
    await readRollback(context, id);
    const view = await changeVerification(context, id, (kept) => {
      const atMs = context.nowMs();
      const by = auditActor(actor);
      const text = `${actor.name} said why: ${reason}`;
      const { subject } = kept.record;
      return {
        record: nextRevision(kept, { ...kept.body, reason, reason_by: actor.name }, kept.state),
        timeline: [{ atMs, kind: ROLLBACK_KIND, id, subject, ...by, event: "explained", text, detail: null }],
        audit: {
          ...by,
          atMs,
          action: "rollback.explained",
          object,
          outcome: "done",
          before: { reason: kept.body.reason },
          after: { reason },
          reason,
          traceId: null,
          routeVersion: kept.routeVersion,
        },
      };
    });
    if (view === null) {
      throw new ControlRefusal("unavailable", "The record kept changing; the reason was not written. Send it again.");
    }
    return view;
  });
}
