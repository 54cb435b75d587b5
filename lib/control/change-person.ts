import type { PersonBase, PersonRecord } from "@/db/directory-changes";
import type { AuditAction } from "@/lib/contract/audit";
import type { Role } from "@/lib/contract/common";
import type { PersonChanged } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { assertNever } from "@/lib/core/assert-never";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { findPerson } from "./find-person";
import { type NewPasswordLink, newPasswordLink } from "./password-link";
import { personView } from "./person-view";
import { ControlRefusal } from "./refusal";

/** What an admin does to a person. */
export type PersonOrder =
  | { readonly kind: "set_roles"; readonly roles: readonly Role[] }
  | { readonly kind: "disable" }
  | { readonly kind: "enable" }
  | { readonly kind: "reset_password"; readonly publicUrl: string }
  | { readonly kind: "end_sessions" };

const ACTIONS: Readonly<Record<PersonOrder["kind"], AuditAction>> = {
  set_roles: "person.roles_changed",
  disable: "person.disabled",
  enable: "person.enabled",
  reset_password: "person.password_reset",
  end_sessions: "person.sessions_ended",
};

/** A change of one person, worked out but not made. */
interface PlannedChange {
  readonly to: PersonBase;
  readonly endsSessions: boolean;
  readonly removesPassword: boolean;
  readonly link: NewPasswordLink | null;
  readonly after: unknown;
}

/**
 * Changes one person. Sessions end with every change but enabling, in the same transaction, so that nobody goes on with
 * rights they no longer have. Refused with `not_found`, and with `conflict` when the person changed meanwhile, is already
 * as asked, or is the last admin who can sign in.
 */
export async function changePerson(
  context: ControlContext,
  actor: Principal,
  input: { readonly person: string; readonly order: PersonOrder; readonly reason?: string | undefined },
): Promise<PersonChanged> {
  const { order, reason } = input;
  const person = await findPerson(context, input.person);
  const action = ACTIONS[order.kind];
  const object = `person:${person.email}`;
  const asked = order.kind === "set_roles" ? { roles: order.roles } : {};
  const { link } = await changeDirectory(context, actor, { action, object, asked, reason }, async () => {
    const planned = plan(order, person, actor, context.nowMs());
    const base = { roles: person.roles, isDisabled: person.isDisabled };
    return {
      action,
      object,
      before: beforeOf(order, person),
      after: planned.after,
      link: planned.link,
      conflict: `${person.email} was changed by somebody else meanwhile; look again.`,
      change: {
        kind: "change_person",
        id: person.id,
        base,
        to: planned.to,
        endsSessions: planned.endsSessions,
        removesPassword: planned.removesPassword,
        link: planned.link?.kept ?? null,
      },
    };
  });
  return { person: personView(await findPerson(context, person.id)), password_link: link?.handedOut ?? null };
}

function plan(order: PersonOrder, person: PersonRecord, actor: Principal, nowMs: number): PlannedChange {
  const { roles, isDisabled, sessionCount, email } = person;
  const quiet = { to: { roles, isDisabled }, endsSessions: true, removesPassword: false, link: null };
  switch (order.kind) {
    case "set_roles":
      if (!isDifferent(roles, order.roles)) throw already(`${email} has these roles already.`);
      return { ...quiet, to: { roles: order.roles, isDisabled }, after: { roles: order.roles } };
    case "disable":
      if (isDisabled) throw already(`${email} is disabled already.`);
      if (actor.kind === "person" && actor.id === person.id) throw already("Ask another admin to disable you.");
      return { ...quiet, to: { roles, isDisabled: true }, after: { disabled: true, sessions_ended: sessionCount } };
    case "enable":
      if (!isDisabled) throw already(`${email} is enabled already.`);
      return { ...quiet, to: { roles, isDisabled: false }, endsSessions: false, after: { disabled: false } };
    case "reset_password": {
      if (isDisabled) throw already(`${email} is disabled; enable them before they choose a password.`);
      const link = newPasswordLink(order.publicUrl, nowMs);
      // One's own password stays until the link is used: losing the link must not lock anybody out.
      const isOwn = actor.kind === "person" && actor.id === person.id;
      const after = { link_until: link.handedOut?.until, old_password_removed: !isOwn };
      return { ...quiet, endsSessions: !isOwn, removesPassword: !isOwn, link, after };
    }
    case "end_sessions":
      return { ...quiet, after: { sessions_ended: sessionCount } };
    default:
      return assertNever(order);
  }
}

function beforeOf(order: PersonOrder, person: PersonRecord): unknown {
  if (order.kind === "set_roles") return { roles: person.roles };
  return order.kind === "disable" || order.kind === "enable" ? { disabled: person.isDisabled } : null;
}

function isDifferent(left: readonly Role[], right: readonly Role[]): boolean {
  return [...left].sort().join() !== [...right].sort().join();
}

function already(sentence: string): ControlRefusal {
  return new ControlRefusal("conflict", sentence);
}
