import { expect, it } from "vitest";
import { CANARY_DRILLS } from "@/lib/core/drill-catalogue-canaries";

it("nothing is broken by a canary", () => {
  const actions = Object.values(CANARY_DRILLS).flatMap(({ steps }) => steps.map(({ action }) => action));
  expect(actions.filter((action) => "fault" in action)).toEqual([]);
});
