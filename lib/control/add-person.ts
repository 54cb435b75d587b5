import { randomUUID } from "node:crypto";
import type { AddPersonRequest, PersonChanged } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { findPerson } from "./find-person";
import { newPasswordLink } from "./password-link";
import { personView } from "./person-view";

/**
 * Adds a person who cannot sign in until they have chosen a password with the link handed out here, once. Nobody ever
 * has a default password. Refused with `conflict` when the address is taken.
 */
export async function addPerson(
  context: ControlContext,
  actor: Principal,
  input: AddPersonRequest & { readonly publicUrl: string },
): Promise<PersonChanged> {
  const { email, name, roles, reason } = input;
  const object = `person:${email}`;
  const link = newPasswordLink(input.publicUrl, context.nowMs());
  const id = randomUUID();
  await changeDirectory(
    context,
    actor,
    { action: "person.created", object, asked: { name, roles }, reason },
    async () => ({
      action: "person.created",
      object,
      before: null,
      after: { name, roles, link_until: link.handedOut?.until },
      change: { kind: "add_person", person: { id, email, name, roles }, link: link.kept },
      conflict: `${email} is a person here already; change that person's roles instead.`,
    }),
  );
  return { person: personView(await findPerson(context, id)), password_link: link.handedOut };
}
