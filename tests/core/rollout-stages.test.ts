import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseArm } from "@/lib/core/arms";
import {
  defaultStages,
  isExpansion,
  lowerStageIndex,
  nextStageIndex,
  placeShares,
  sameShares,
  shareOf,
  sharesAt,
} from "@/lib/core/rollout-stages";
import { rolloutAt, STAGES } from "./rollout-fixture";
import { aliasWith, routeWith } from "./routing-fixture";

const aliasAt = (percent: number) =>
  aliasWith({ salt: "salt-1", canary: { route: routeWith("canary"), percentByCohort: { general: percent } } });

describe("stages", () => {
  it("are internal first, then 1, 5, 10, 25, 50, 100 % of the others, each with an approval", () => {
    expect(STAGES.map(({ name, needsApproval }) => [name, needsApproval])).toEqual([
      ["internal 100%", false],
      ["general 1%", true],
      ["general 5%", true],
      ["general 10%", true],
      ["general 25%", true],
      ["general 50%", true],
      ["general 100%", true],
    ]);
    expect(defaultStages(["internal"]).map(({ name }) => name)).toEqual(["internal 100%"]);
    expect(defaultStages(["beta", "general"])[0]?.shares).toEqual({ beta: 1, general: 1 });
  });

  it("keep what the stages before set for cohorts they do not name", () => {
    expect(sharesAt(STAGES, 4)).toEqual({ internal: 100, general: 25 });
    expect(sharesAt(STAGES, -1)).toEqual({});
  });

  it("from one to the next no caller ever leaves the canary, over all default stages", () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `user-${index}`);
    let inCanary = new Set<string>();
    for (let index = 0; index < STAGES.length; index += 1) {
      const alias = aliasAt(shareOf(sharesAt(STAGES, index), "general"));
      const now = new Set(keys.filter((key) => chooseArm(alias, "general", key).arm === "canary"));
      expect([...inCanary].every((key) => now.has(key))).toBe(true);
      inCanary = now;
    }
    expect(inCanary.size).toBe(keys.length);
  });

  it.each([1, 5, 10, 25, 50])("at %i percent the measured share of 100,000 keys is within half a point", (percent) => {
    const alias = aliasAt(percent);
    let inCanary = 0;
    for (let index = 0; index < 100_000; index += 1) {
      if (chooseArm(alias, "general", `caller-${index}`).arm === "canary") inCanary += 1;
    }
    expect(Math.abs(inCanary / 1_000 - percent)).toBeLessThan(0.5);
  });

  it("the next one only gives, the lower one only takes", () => {
    for (let index = -1; index < STAGES.length; index += 1) {
      const rollout = rolloutAt({ stageIndex: index });
      const [next, lower] = [nextStageIndex(rollout), lowerStageIndex(rollout)];
      expect(next).toBe(index === STAGES.length - 1 ? null : index + 1);
      expect(lower).toBe(Math.max(-1, index - 1));
    }
  });

  it("a share between two stages gets a stage of its own between them, and all others keep their meaning", () => {
    const anyShares = fc.record({
      internal: fc.constantFrom(0, 50, 100),
      general: fc.constantFrom(0, 0.5, 3, 5, 7, 30, 100),
    });
    fc.assert(
      fc.property(anyShares, fc.integer({ min: 0, max: 6 }), (shares, stageIndex) => {
        const placed = placeShares(rolloutAt({ stageIndex }), shares);
        expect(sameShares(sharesAt(placed.stages, placed.index), shares)).toBe(true);
        const before = STAGES.map((_, index) => sharesAt(STAGES, index));
        const after = placed.stages.map((_, index) => sharesAt(placed.stages, index));
        const others = placed.isPlanned ? after : after.filter((_, index) => index !== placed.index);
        expect(others.every((one, index) => sameShares(one, before[index] ?? {}))).toBe(true);
        const below = placed.stages.slice(0, placed.index).map((_, index) => sharesAt(placed.stages, index));
        if (!placed.isPlanned && below.length > 0) expect(isExpansion(below.at(-1) ?? {}, shares)).toBe(true);
      }),
    );
  });

  it("cohorts with the names of object members have no share of their own", () => {
    expect(shareOf({}, "constructor")).toBe(0);
    expect(isExpansion({}, { constructor: 5 } as unknown as Record<string, number>)).toBe(true);
  });
});
