import type { Principal } from "@/lib/contract/session";
import { type Action, authorize } from "./authorize";
import { refuseForgedMutation } from "./csrf";
import { AppError } from "./errors";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** True for methods that ask for an effect. */
export function isMutation(request: Request): boolean {
  return !SAFE_METHODS.has(request.method);
}

/**
 * The door of every handler: may they, and did they mean it. Throws `AppError` unauthenticated or forbidden.
 * Forwarding and framework headers are never read.
 */
export function admit(
  request: Request,
  principal: Principal | null,
  action: Action,
  trustedOrigins: ReadonlySet<string>,
): void {
  const verdict = authorize(principal, action);
  if (!verdict.allowed) throw new AppError(verdict.code, verdict.message);
  if (isMutation(request)) refuseForgedMutation(request, principal, trustedOrigins);
}
