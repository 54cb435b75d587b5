import { describe, expect, it } from "vitest";
import { DRILL_IDS } from "@/lib/core/drill";
import { drillRig, failedStep } from "../support/drill-rig";

describe("every drill of the catalogue passes against healthy providers", () => {
  it.each(DRILL_IDS)("%s", { timeout: 60_000 }, async (drill) => {
    const { run } = await drillRig();
    const done = await run(drill);
    expect(failedStep(done)).toBeNull();
    expect(done.state).toBe("passed");
    expect(done.steps.map(({ state }) => state)).toEqual(done.steps.map(() => "passed"));
  });
});
