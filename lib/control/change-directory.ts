import type { DirectoryChange } from "@/db/directory-changes";
import type { AuditAction } from "@/lib/contract/audit";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { audited } from "./audited";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** A change of people, tokens or client keys with what the audit trail says about it. Never a secret in `before` or `after`. */
export interface DirectoryOrder {
  readonly action: AuditAction;
  /** For instance `person:lee@example.com`. */
  readonly object: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly change: DirectoryChange;
  /** Said when the database no longer is what the change was decided on. */
  readonly conflict: string;
}

/** What somebody asked for, for the audit row of a refusal. */
export interface DirectoryAttempt {
  readonly action: AuditAction;
  readonly object: string;
  readonly asked: unknown;
  readonly reason: string | undefined;
}

/**
 * Carries out a change and its audit row in one transaction; a refusal gets its audit row too. `decide` reads and
 * returns the order or throws `ControlRefusal`.
 */
export function changeDirectory<T extends DirectoryOrder>(
  context: ControlContext,
  actor: Principal,
  { action, object, asked, reason: given }: DirectoryAttempt,
  decide: () => Promise<T>,
): Promise<T> {
  const reason = given ?? null;
  return audited(context, actor, { action, object, asked, reason }, async () => {
    const order = await decide();
    const outcome = await context.store.directory.change(order.change, {
      ...auditActor(actor),
      atMs: context.nowMs(),
      action: order.action,
      object: order.object,
      outcome: "done",
      before: order.before,
      after: order.after,
      reason,
      traceId: null,
      routeVersion: null,
    });
    if (outcome === "conflict") throw new ControlRefusal("conflict", order.conflict);
    if (outcome === "last_admin") {
      throw new ControlRefusal(
        "conflict",
        "Nobody who can sign in would be left to look after people; give another person the role admin first.",
      );
    }
    return order;
  });
}
