import type { SetPasswordRequest } from "@/lib/contract/directory";
import type { ControlContext } from "@/lib/control/context";
import { secretHash } from "@/lib/control/new-secret";
import { AppError } from "@/lib/http/errors";
import type { Identity } from "./identity";
import { peerOf } from "./peer";

/** What choosing a password needs of the runtime. */
export interface SetPasswordServices {
  readonly identity: Identity;
  readonly control: Pick<ControlContext, "store" | "nowMs">;
}

/**
 * Uses up a password link: the person has this password from now on and no session. Throws `AppError`: 401 with one
 * answer for a link that is unknown, used, over, or of a disabled person; 429 when attempts are used up.
 */
export async function setPassword(
  { identity, control }: SetPasswordServices,
  { token, password }: SetPasswordRequest,
  headers: Headers,
): Promise<{ email: string }> {
  const peer = peerOf(headers);
  await identity.limits.countAddress(peer);
  const linkHash = secretHash(token);
  const person = await control.store.people.personOfLink(linkHash, control.nowMs());
  if (person === null) throw linkIsOver();
  const passwordHash = await identity.limits.hashing(() => identity.hashPassword(password));
  const outcome = await control.store.directory.change(
    { kind: "set_password", personId: person.id, linkHash, passwordHash },
    {
      atMs: control.nowMs(),
      actor: person.email,
      actorKind: "person",
      action: "person.password_set",
      object: `person:${person.email}`,
      outcome: "done",
      before: null,
      after: { address: peer, sessions_ended: person.sessionCount },
      reason: null,
      traceId: null,
      routeVersion: null,
    },
  );
  if (outcome !== "done") throw linkIsOver();
  await identity.limits.forgiveAddress(peer);
  return { email: person.email };
}

function linkIsOver(): AppError {
  return new AppError("unauthenticated", "This link was used or is over; ask an admin for another.");
}
