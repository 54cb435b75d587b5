import type { Principal } from "@/lib/contract/session";
import { AppError } from "./errors";

/**
 * Refuses a change that a foreign page could have sent on a signed-in person's behalf. Browsers send `Origin` with
 * every POST, so a cookie session needs a trusted one; access tokens are never attached by a browser and are exempt.
 * Signing in carries no session yet: there a missing `Origin` is a script, a foreign one is login CSRF.
 * Throws `AppError` forbidden.
 */
export function refuseForgedMutation(
  request: Request,
  principal: Principal | null,
  trustedOrigins: ReadonlySet<string>,
): void {
  if (principal?.kind === "token") return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") throw forged("came from another site");
  const origin = request.headers.get("origin");
  if (origin === null) {
    if (principal === null && site === null) return;
    throw forged("names no origin");
  }
  if (!trustedOrigins.has(origin)) throw forged("came from an address that is not SWITCHYARD_PUBLIC_URL");
}

function forged(why: string): AppError {
  return new AppError("forbidden", `The change ${why}; send it from the console, or use an access token.`);
}
