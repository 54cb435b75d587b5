import type { Role } from "@/lib/contract/common";
import type { Principal } from "@/lib/contract/session";

/** What the console offers a person to do. The server decides; this only says in advance who can, and who cannot. */
export type ConsoleAction = "shift" | "roll_back";

const ALLOWED_ROLES: Readonly<Record<ConsoleAction, readonly Role[]>> = {
  shift: ["operator"],
  roll_back: ["operator", "approver", "admin"],
};

const EXPLANATIONS: Readonly<Record<ConsoleAction, string>> = {
  shift: "Operators can shift traffic.",
  roll_back: "Operators, approvers and admins can roll back.",
};

/** Null when the person may, else one sentence that says who can and what they are. */
export function whyNotAllowed(principal: Principal, action: ConsoleAction): string | null {
  if (principal.roles.some((role) => ALLOWED_ROLES[action].includes(role))) return null;
  return `${EXPLANATIONS[action]} You are ${describeRoles(principal.roles)}.`;
}

function describeRoles(roles: readonly Role[]): string {
  const [first, ...rest] = roles;
  if (first === undefined) return "signed in without a role";
  const article = /^[aeio]/.test(first) ? "an" : "a";
  return [`${article} ${first}`, ...rest].join(" and ");
}
