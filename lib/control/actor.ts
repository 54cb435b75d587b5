import type { AuditEntry } from "@/db/store";
import type { Principal } from "@/lib/contract/session";

/** Who acted, as the audit trail keeps it: the e-mail address of a person, the id of an access token. */
export function auditActor(principal: Principal): Pick<AuditEntry, "actor" | "actorKind"> {
  return { actor: principal.email ?? principal.id, actorKind: principal.kind };
}
