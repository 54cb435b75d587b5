import { expect, test } from "vitest";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { Role } from "@/lib/contract/common";
import type { Principal } from "@/lib/contract/session";

const person = (...roles: Role[]): Principal => ({ kind: "person", id: "p", name: "Kim", email: null, roles });

test("an operator may shift and roll back", () => {
  expect(whyNotAllowed(person("operator"), "cohort.shift")).toBeNull();
  expect(whyNotAllowed(person("operator"), "alias.roll_back")).toBeNull();
});

test("a viewer is told who can, and what they are themselves", () => {
  expect(whyNotAllowed(person("viewer"), "alias.roll_back")).toBe(
    "Operators, approvers and admins can roll back. You are a viewer.",
  );
});

test("an approver who is also an admin may roll back but not shift", () => {
  expect(whyNotAllowed(person("approver", "admin"), "alias.roll_back")).toBeNull();
  expect(whyNotAllowed(person("approver", "admin"), "cohort.shift")).toBe(
    "Operators can shift traffic. You are an approver and an admin.",
  );
});
