import type { AuditEntry } from "@/db/store";
import type { Actor } from "@/lib/contract/rollout";
import type { Principal } from "@/lib/contract/session";

/** What the machine does, it does under this name. */
export const MACHINE: Actor = { kind: "system", id: "system", name: "Switchyard" };

/** Who acts, as records keep it: the e-mail address of a person, the id of an access token. */
export function actorOf(principal: Principal): Actor {
  return { kind: principal.kind, id: principal.email ?? principal.id, name: principal.name };
}

export function auditedAs(actor: Actor): Pick<AuditEntry, "actor" | "actorKind"> {
  return { actor: actor.id, actorKind: actor.kind };
}
