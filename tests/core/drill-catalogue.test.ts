import { expect, it } from "vitest";
import { DRILL_IDS } from "@/lib/core/drill";
import { DRILLS, longestRunMs } from "@/lib/core/drill-catalogue";

it("every drill of the catalogue is there under its own id, with steps of distinct ids and claims", () => {
  expect(Object.keys(DRILLS).sort()).toEqual([...DRILL_IDS].sort());
  for (const id of DRILL_IDS) {
    const { steps, ...drill } = DRILLS[id];
    expect(drill.id).toBe(id);
    expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
    expect(steps.filter(({ expects }) => expects.length === 0)).toEqual([]);
  }
});

it("a run may last as long as its steps are bounded to, and a little for the clean-up", () => {
  const { steps } = DRILLS["auth-failure"];
  const bounds = steps.reduce((sum, { boundMs }) => sum + boundMs, 0);
  expect(longestRunMs(DRILLS["auth-failure"])).toBe(bounds + 5_000);
});
