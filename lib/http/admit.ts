import type { Principal } from "@/lib/contract/session";
import { type Action, authorize, type PrincipalOf } from "./authorize";
import { refuseForgedMutation } from "./csrf";
import { AppError } from "./errors";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** True for methods that ask for an effect. */
export function isMutation(request: Request): boolean {
  return !SAFE_METHODS.has(request.method);
}

/**
 * The door of every handler: may they, and did they mean it. Returns the principal, there unless the action is open to
 * anyone. Throws `AppError` unauthenticated or forbidden. Forwarding and framework headers are never read.
 */
export function admit<A extends Action>(
  request: Request,
  principal: Principal | null,
  action: A,
  trustedOrigins: ReadonlySet<string>,
): PrincipalOf<A> {
  const verdict = authorize(principal, action);
  if (!verdict.allowed) throw new AppError(verdict.code, verdict.message);
  if (isMutation(request)) refuseForgedMutation(request, principal, trustedOrigins);
  // authorize allows a missing principal only for open actions, which is what PrincipalOf says.
  return principal as PrincipalOf<A>;
}
