import type { Role } from "@/lib/contract/common";
import type { Principal } from "@/lib/contract/session";
import type { ControlContext } from "./context";

/** Whether somebody holds a role at this moment, by the database and not by what their session said when it began. */
export async function holdsRole(context: ControlContext, { kind, id }: Principal, role: Role): Promise<boolean> {
  if (kind === "token") {
    const tokens = await context.store.directory.tokens();
    return tokens.some((token) => token.id === id && token.revokedAtMs === null && token.roles.includes(role));
  }
  const person = await context.store.people.person(id, context.nowMs());
  return person !== null && !person.isDisabled && person.roles.includes(role);
}
