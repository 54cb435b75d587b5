import { expect, it } from "vitest";
import { CUTOVER_DRILLS } from "@/lib/core/drill-catalogue-cutover";

it("the cutover follows the seven steps of the runbook in order", () => {
  const { steps } = CUTOVER_DRILLS["cutover-and-rollback"];
  expect(steps.map(({ id }) => id)).toEqual([
    "preconditions",
    "zero",
    "probes",
    "internal",
    "canary",
    "rollback",
    "confirm",
    "again",
    "record",
  ]);
});

it("a game day is made of drills and ends with the reckoning", () => {
  const parts = CUTOVER_DRILLS["game-day"].steps.map(({ action }) => action.kind === "run_drill" && action.drill);
  expect(parts).toContain("cutover-and-rollback");
  expect(parts.at(-1)).toBe("cost-and-usage-review");
});
