import type { Role } from "@/lib/contract/common";
import { PERMISSIONS } from "@/lib/contract/permissions";
import type { Principal } from "@/lib/contract/session";

/** What the console offers a person to do to an alias. */
export type AliasAction =
  | "contract.edit"
  | "contract.verify"
  | "probe.run"
  | "catalogue.refresh"
  | "cohort.shift"
  | "alias.roll_back"
  | "route_map.roll_back"
  | "route_map.draft"
  | "route_map.activate"
  | "rollback.explain"
  | "rollout.start"
  | "rollout.advance"
  | "rollout.pause"
  | "rollout.resume"
  | "approval.decide"
  | "drill.run"
  | "drill.stop"
  | "breaker.override";

const VERBS: Readonly<Record<AliasAction, string>> = {
  "contract.edit": "edit contract rows",
  "contract.verify": "verify contract rows",
  "probe.run": "run probes",
  "catalogue.refresh": "read lists of models",
  "cohort.shift": "shift traffic",
  "alias.roll_back": "roll back",
  "route_map.draft": "write route map drafts",
  "route_map.activate": "activate route map versions",
  "route_map.roll_back": "roll back the whole route map",
  "rollout.start": "start a rollout",
  "rollout.advance": "move a rollout on",
  "rollout.pause": "pause a rollout",
  "rollout.resume": "resume a rollout",
  "approval.decide": "decide on approvals",
  "rollback.explain": "say why a rollback was made",
  "drill.run": "run drills",
  "drill.stop": "stop drills",
  "breaker.override": "give orders to breakers",
};

/**
 * Null when the person may, else one sentence that says who can and what they are. The server decides; this only says
 * so before the press.
 */
export function whyNotAllowed(principal: Principal, action: AliasAction): string | null {
  const allowed: readonly Role[] = PERMISSIONS[action];
  if (principal.roles.some((role) => allowed.includes(role))) return null;
  return `${joinWords(allowed.map((role) => `${role}s`))} can ${VERBS[action]}. You are ${describeRoles(principal.roles)}.`.replace(
    /^./,
    (letter) => letter.toUpperCase(),
  );
}

function describeRoles(roles: readonly Role[]): string {
  return roles.length === 0 ? "signed in without a role" : joinWords(roles.map(withArticle));
}

function withArticle(role: Role): string {
  return `${/^[aeio]/.test(role) ? "an" : "a"} ${role}`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
