import type { Role } from "./common";
import { ROLES } from "./roles";

const EVERY_ROLE = ROLES;
const WHO_STOPS_HARM = ["operator", "approver", "admin"] as const;

/**
 * Who may do what: the whole of authorization as data, shared by the server, which decides, and the console, which
 * says in advance. `anyone` needs no principal. Operators shift traffic, approvers decide, admins look after people,
 * keys and settings; going back to safety is open to all three.
 */
export const PERMISSIONS = {
  "health.read": "anyone",
  "session.open": "anyone",
  "session.read": EVERY_ROLE,
  "session.close": EVERY_ROLE,
  "metrics.read": EVERY_ROLE,
  "traffic.read": EVERY_ROLE,
  "requests.read": EVERY_ROLE,
  "route_map.read": EVERY_ROLE,
  "canary.read": EVERY_ROLE,
  "audit.read": EVERY_ROLE,
  "live.read": EVERY_ROLE,
  "settings.read": EVERY_ROLE,
  "records.export": EVERY_ROLE,
  "cohort.shift": ["operator"],
  "route_map.draft": ["operator"],
  "route_map.activate": ["operator"],
  "alias.roll_back": WHO_STOPS_HARM,
  "route_map.roll_back": WHO_STOPS_HARM,
  "rollback.read": EVERY_ROLE,
  "rollback.explain": WHO_STOPS_HARM,
  "rollout.read": EVERY_ROLE,
  "rollout.start": ["operator"],
  "rollout.advance": ["operator"],
  "rollout.pause": WHO_STOPS_HARM,
  "rollout.resume": ["operator"],
  "breaker.override": ["operator"],
  "approval.read": EVERY_ROLE,
  "approval.decide": ["approver"],
  "drills.read": EVERY_ROLE,
  "drill.run": ["operator"],
  "drill.stop": WHO_STOPS_HARM,
  "contract.read": EVERY_ROLE,
  "contract.edit": ["operator"],
  "contract.verify": ["operator", "approver"],
  "probe.read": EVERY_ROLE,
  "probe.run": ["operator"],
  "catalogue.refresh": ["operator"],
  "alert.acknowledge": ["operator"],
  "directory.manage": ["admin"],
} as const satisfies Readonly<Record<string, "anyone" | readonly Role[]>>;

export type Action = keyof typeof PERMISSIONS;

/** Actions nobody needs to sign in for. */
export type OpenAction = { [A in Action]: (typeof PERMISSIONS)[A] extends "anyone" ? A : never }[Action];
