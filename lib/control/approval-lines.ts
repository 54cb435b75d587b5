import type { TimelineEntry } from "@/db/control-store";
import type { Actor } from "@/lib/contract/rollout";
import type { KeptApproval } from "./approval-record";
import { auditedAs } from "./rollout-actor";

/** What happened to an approval, for its own timeline and first, and for that of its rollout. */
export function approvalLines(
  kept: KeptApproval,
  by: Actor,
  event: string,
  text: string,
  atMs: number,
): [TimelineEntry, ...TimelineEntry[]] {
  const head = { atMs, subject: kept.alias, ...auditedAs(by), event, text, detail: null };
  const own: TimelineEntry = { ...head, kind: "approval", id: kept.id };
  const { rollout } = kept.body;
  return rollout === null ? [own] : [own, { ...head, kind: "rollout", id: rollout.id }];
}
