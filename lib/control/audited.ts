import type { AuditAction } from "@/lib/contract/audit";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** What somebody tried, for the audit row of a refusal. */
export interface Attempt {
  readonly action: AuditAction;
  readonly object: string;
  readonly asked: unknown;
  readonly reason: string | null;
}

/**
 * Runs an order; when it is refused, the refusal gets its audit row before it is passed on. A done order writes its
 * row itself, in the transaction of the change. Nothing changed, so a row that cannot be written does not hide why.
 */
export async function audited<T>(
  context: ControlContext,
  actor: Principal,
  attempt: Attempt,
  order: () => Promise<T>,
): Promise<T> {
  try {
    return await order();
  } catch (error) {
    if (!(error instanceof ControlRefusal) || error.isAudited) throw error;
    const isWritten = await context.store.audit
      .append({
        ...auditActor(actor),
        atMs: context.nowMs(),
        action: "action.refused",
        object: attempt.object,
        outcome: "refused",
        before: null,
        after: { attempted: attempt.action, asked: attempt.asked, code: error.code, message: error.message },
        reason: attempt.reason,
        traceId: null,
        routeVersion: null,
      })
      .then(
        () => true,
        () => false,
      );
    throw isWritten ? error.audited() : error;
  }
}
