import type { AuditEntry } from "@/db/store";
import type { Principal, SignInRequest } from "@/lib/contract/session";
import type { ControlContext } from "@/lib/control/context";
import { AppError } from "@/lib/http/errors";
import type { Identity } from "./identity";
import { peerOf } from "./peer";

/** What signing in and out needs of the runtime. */
export interface SignInServices {
  readonly identity: Identity;
  readonly control: Pick<ControlContext, "store" | "nowMs">;
}

/** Who opened a session, and the cookies that carry it. */
export interface SignedIn {
  readonly principal: Principal;
  readonly setCookies: readonly string[];
}

/**
 * Signs a person in; a session the browser still had is ended. Throws `AppError`: 401 with one answer for an unknown
 * person, a wrong password and a disabled one; 429 when attempts are used up. Both leave an audit row, and a session
 * that cannot be recorded is not given out.
 */
export async function signIn(services: SignInServices, input: SignInRequest, headers: Headers): Promise<SignedIn> {
  const { identity } = services;
  const email = input.email.toLowerCase();
  const peer = peerOf(headers);
  const opened = await attempt(services, email, input.password, peer, headers.get("user-agent"));
  try {
    await services.control.store.audit.append({
      ...entryOf(services.control.nowMs(), "session.signed_in", `person:${email}`, peer),
      actor: email,
      actorKind: "person",
    });
  } catch (error) {
    await opened.end();
    throw error;
  }
  await identity.limits.forgive(email, peer);
  if (headers.has("cookie")) await identity.closeSession(headers);
  return opened;
}

async function attempt(services: SignInServices, email: string, password: string, peer: string, agent: string | null) {
  const { limits, openSession } = services.identity;
  try {
    await limits.count(email, peer);
    const opened = await limits.hashing(() => openSession(email, password, agent));
    if (opened !== null) return opened;
    throw new AppError("unauthenticated", "The e-mail address or the password is wrong.", { isAudited: true });
  } catch (error) {
    if (error instanceof AppError) await recordRefusal(services, error, email, peer);
    throw error;
  }
}

/** Only a known address is written down: what was typed instead may be a password. */
async function recordRefusal(services: SignInServices, error: AppError, email: string, peer: string): Promise<void> {
  if (error.code === "rate_limited" && error.isAudited) return;
  const isKnown = await services.identity.isKnown(email);
  await services.control.store.audit.append({
    ...entryOf(services.control.nowMs(), "session.refused", isKnown ? `person:${email}` : "person:unknown", peer),
    actor: "anonymous",
    actorKind: "anonymous",
    outcome: "refused",
    reason: error.code === "rate_limited" ? "Too many attempts." : "Wrong e-mail address or password.",
  });
}

/** Ends the session of a signed-in person. Returns the cookies that clear it. */
export async function signOut(
  services: SignInServices,
  principal: Principal,
  headers: Headers,
): Promise<readonly string[]> {
  const cookies = await services.identity.closeSession(headers);
  const peer = peerOf(headers);
  const email = principal.email ?? principal.id;
  await services.control.store.audit.append({
    ...entryOf(services.control.nowMs(), "session.signed_out", `person:${email}`, peer),
    actor: email,
    actorKind: principal.kind,
  });
  return cookies;
}

function entryOf(atMs: number, action: AuditEntry["action"], object: string, peer: string) {
  return {
    atMs,
    action,
    object,
    outcome: "done",
    before: null,
    after: { address: peer },
    reason: null,
    traceId: null,
    routeVersion: null,
  } as const;
}
