import { whyNotAllowed } from "@/lib/client/permissions";
import type { ApprovalView } from "@/lib/contract/approval";
import type { Principal } from "@/lib/contract/session";
import { isSameActor } from "@/lib/core/approval";

/**
 * Why this reader may decide nothing here, in a sentence; null when they may. The same account is told by its e-mail
 * address, as the record keeps it. The server decides; this only says so before the press.
 */
export function decisionObstacle(approval: Pick<ApprovalView, "requested_by">, principal: Principal): string | null {
  const { kind, id, name, email } = principal;
  const reader = { kind, id: kind === "person" ? (email ?? id) : id, name };
  if (isSameActor(approval.requested_by, reader)) {
    return "You asked for this yourself; somebody else with the role approver has to decide.";
  }
  return whyNotAllowed(principal, "approval.decide");
}

/** Why approving would be refused right now, whoever presses; empty when it would not. */
export function approvalObstacles(
  { moved, blocked }: Pick<ApprovalView, "moved" | "blocked">,
  isStale: boolean,
): readonly string[] {
  return [
    ...(isStale ? ["Data is stale: approving waits until it is fresh."] : []),
    ...moved.map((text) => `What this is bound to moved, so it is void: ${text}`),
    ...(blocked === null ? [] : [`Not now: ${blocked}`]),
  ];
}
