import type { Role } from "@/lib/contract/common";
import { type Action, type OpenAction, PERMISSIONS } from "@/lib/contract/permissions";
import type { Principal } from "@/lib/contract/session";

export type { Action };

/** Who may be behind an authorized call: somebody, unless the action is open to anyone. */
export type PrincipalOf<A extends Action> = A extends OpenAction ? Principal | null : Principal;

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: "unauthenticated" | "forbidden"; readonly message: string };

/**
 * The one answer to "may they?". `object` is what would be acted on, for instance `alias:support-summary-v3`; roles
 * are not scoped to objects, it only makes the refusal readable.
 */
export function authorize(principal: Principal | null, action: Action, object?: string): Verdict {
  const permitted: "anyone" | readonly Role[] = PERMISSIONS[action];
  if (permitted === "anyone") return { allowed: true };
  if (principal === null) {
    return { allowed: false, code: "unauthenticated", message: "Sign in, or send a valid access token." };
  }
  if (principal.roles.some((role) => permitted.includes(role))) return { allowed: true };
  const subject = object === undefined ? action : `${action} on ${object}`;
  return { allowed: false, code: "forbidden", message: `This needs the role ${permitted.join(" or ")} (${subject}).` };
}
