import { describe, expect, it } from "vitest";
import { type Action, PERMISSIONS } from "@/lib/contract/permissions";
import { ROLES } from "@/lib/contract/roles";
import { authorize } from "@/lib/http/authorize";

const someone = (...roles: (typeof ROLES)[number][]) =>
  ({ kind: "person", id: "1", name: "Sam", email: "sam@example.com", roles }) as const;

/** Who may, as the operating model words it. Everything else in the table is reading, open to every role. */
const CHANGES: Readonly<Partial<Record<Action, readonly string[]>>> = {
  "cohort.shift": ["operator"],
  "route_map.draft": ["operator"],
  "route_map.activate": ["operator"],
  "alias.roll_back": ["operator", "approver", "admin"],
  "route_map.roll_back": ["operator", "approver", "admin"],
  "rollback.explain": ["operator", "approver", "admin"],
  "rollout.start": ["operator"],
  "rollout.advance": ["operator"],
  "rollout.pause": ["operator", "approver", "admin"],
  "rollout.resume": ["operator"],
  "breaker.override": ["operator"],
  "approval.decide": ["approver"],
  "drill.run": ["operator"],
  "drill.stop": ["operator", "approver", "admin"],
  "contract.edit": ["operator"],
  "contract.verify": ["operator", "approver"],
  "probe.run": ["operator"],
  "catalogue.refresh": ["operator"],
  "alert.acknowledge": ["operator"],
  "directory.manage": ["admin"],
};
const OPEN: readonly Action[] = ["health.read", "session.open"];

describe("authorize", () => {
  it.each(Object.keys(PERMISSIONS) as Action[])("%s: exactly the roles of the operating model", (action) => {
    const expected = OPEN.includes(action) ? ROLES : (CHANGES[action] ?? ROLES);
    const allowed = ROLES.filter((role) => authorize({ ...someone(role), roles: [role] }, action).allowed);
    expect(allowed).toEqual(ROLES.filter((role) => expected.includes(role)));
    expect(authorize(null, action).allowed).toBe(OPEN.includes(action));
  });

  it("gives nothing to a person without a role", () => {
    expect(authorize({ ...someone(), roles: [] }, "traffic.read")).toMatchObject({ allowed: false, code: "forbidden" });
  });

  it("says which role is missing and for what", () => {
    expect(authorize({ ...someone(), roles: ["viewer"] }, "cohort.shift", "alias:a")).toEqual({
      allowed: false,
      code: "forbidden",
      message: "This needs the role operator (cohort.shift on alias:a).",
    });
  });
});
