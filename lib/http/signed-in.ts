import type { Principal } from "@/lib/contract/session";
import { AppError } from "./errors";

/** The principal of an action that needs one. Authorization came first, so a missing one is a mistake of ours: refused. */
export function signedIn(principal: Principal | null): Principal {
  if (principal !== null) return principal;
  throw new AppError("unauthenticated", "Sign in, or send a valid access token.");
}
