import type { Actor } from "@/lib/contract/rollout";
import { approvalEndWrite, type KeptApproval } from "./approval-record";
import { commitChange } from "./commit-change";
import { announceApproval } from "./commit-step";
import type { ControlContext } from "./context";
import { auditedAs, MACHINE } from "./rollout-actor";

/** Ends an approval without effect, with its reason in words. Does nothing when it has ended meanwhile. */
export async function closeApproval(
  context: ControlContext,
  kept: KeptApproval,
  state: "expired" | "void",
  text: string,
  by: Actor = MACHINE,
): Promise<void> {
  const atMs = context.nowMs();
  const line = { atMs, subject: kept.alias, ...auditedAs(by), event: state, text, detail: null };
  const { rollout } = kept.body;
  const result = await commitChange(context, {
    atMs,
    routing: null,
    records: [approvalEndWrite(kept, { state, by, atMs, text, reason: null, routeVersion: null })],
    timeline: [
      { ...line, kind: "approval", id: kept.id },
      ...(rollout === null ? [] : [{ ...line, kind: "rollout" as const, id: rollout.id, event: `approval_${state}` }]),
    ],
    audit: {
      ...auditedAs(by),
      atMs,
      action: "approval.closed",
      object: `alias:${kept.alias}`,
      outcome: "done",
      before: { approval: kept.id, state: "waiting" },
      after: { approval: kept.id, state, text },
      reason: null,
      traceId: null,
      routeVersion: kept.body.base_version,
    },
  });
  if (result.kind === "committed") announceApproval(context, kept.id, kept.alias, state);
}
