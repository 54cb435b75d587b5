import { describe, expect, it } from "vitest";
import { isExposed, rollbackTargetAfterChange } from "@/lib/core/rollback-target";

const section = (cohorts: Record<string, number> | null, target: number | null) => ({
  canary: cohorts === null ? null : { cohorts },
  rollback_route_version: target,
});

describe("rollback target", () => {
  it("a section at rest becomes the target of the change made on top of it", () => {
    expect(rollbackTargetAfterChange(section({ internal: 0, general: 0 }, 3), 7)).toBe(7);
    expect(rollbackTargetAfterChange(section(null, null), 1)).toBe(1);
    expect(rollbackTargetAfterChange(section({}, null), 1)).toBe(1);
  });

  it("an exposed section keeps its target, whatever steps follow", () => {
    expect(rollbackTargetAfterChange(section({ internal: 10, general: 0 }, 3), 7)).toBe(3);
    expect(rollbackTargetAfterChange(section({ internal: 100 }, null), 7)).toBeNull();
  });

  it("counts the smallest share of one cohort as exposure", () => {
    expect(isExposed(section({ internal: 0, general: 0.01 }, 1))).toBe(true);
    expect(isExposed(section({ internal: 0, general: 0 }, 1))).toBe(false);
  });
});
