import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armOfContext, armPosition, chooseArm, chooseCohort } from "@/lib/core/arms";
import type { AliasRouting, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import { aliasWith, routeWith } from "./routing-fixture";

const aliasAt = (percent: number, salt = "salt-1"): AliasRouting =>
  aliasWith({ salt, canary: { route: routeWith("canary"), percentByCohort: { general: percent } } });

it("a conversation stays in the canary that holds it while its cohort has a share, and is stable otherwise", () => {
  expect(armOfContext(aliasAt(1), "general", "canary")).toEqual({ arm: "canary", isControl: false });
  expect(armOfContext(aliasAt(0), "general", "canary").arm).toBe("stable");
  expect(armOfContext(aliasAt(100), "internal", "canary").arm).toBe("stable");
  expect(armOfContext(aliasAt(100), "general", "primary").arm).toBe("stable");
  expect(armOfContext(aliasWith(), "general", "canary").arm).toBe("stable");
});

const KEYS = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);

describe("arms", () => {
  it("a growing share never moves a caller from canary back to stable", () => {
    const percents = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.string(), percents, fc.string(), (key, [a, b], salt) => {
        const before = chooseArm(aliasAt(Math.min(a, b), salt), "general", key);
        const after = chooseArm(aliasAt(Math.max(a, b), salt), "general", key);
        if (before.arm === "canary") expect(after.arm).toBe("canary");
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([1, 5, 10, 25, 50])(
    "at %i % canary and control each get that share of 100,000 callers within 0.5 points",
    (percent) => {
      const alias = aliasAt(percent);
      const choices = KEYS.map((key) => chooseArm(alias, "general", key));
      const canary = choices.filter(({ arm }) => arm === "canary").length / 1_000;
      const control = choices.filter(({ isControl }) => isControl).length / 1_000;
      expect(Math.abs(canary - percent)).toBeLessThan(0.5);
      expect(Math.abs(control - percent)).toBeLessThan(0.5);
    },
  );

  it("positions are uniform for keys that differ little, and salts shuffle them independently", () => {
    const buckets = new Array<number>(64).fill(0);
    for (const key of KEYS) {
      const bucket = Math.floor(armPosition("s", key) * 64);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    const expected = KEYS.length / 64;
    const chiSquare = buckets.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: 103 is exceeded by chance once in a thousand.
    expect(chiSquare).toBeLessThan(103);
    const both = KEYS.filter((key) => armPosition("s", key) < 0.5 && armPosition("t", key) < 0.5).length;
    expect(Math.abs(both / KEYS.length - 0.25)).toBeLessThan(0.01);
  });

  it("the same caller keeps its position for ever", () => {
    expect(armPosition("salt-1", "user-42")).toBe(armPosition("salt-1", "user-42"));
    // Pinned: another value here would move every caller of every running canary.
    expect(armPosition("salt-1", "user-42")).toBeCloseTo(PINNED_POSITION, 15);
    expect(armPosition("ab", "c")).not.toBe(armPosition("a", "bc"));
  });

  it("nobody is in the canary without one, in a cohort it does not name, or at 0 %", () => {
    const stable = { arm: "stable", isControl: false };
    expect(chooseArm(aliasWith(), "general", "k")).toEqual(stable);
    expect(chooseArm(aliasAt(100), "internal", "k")).toEqual(stable);
    expect(chooseArm(aliasAt(100), "constructor", "k")).toEqual(stable);
    expect(KEYS.slice(0, 1_000).every((key) => chooseArm(aliasAt(0), "general", key).arm === "stable")).toBe(true);
  });

  it("everybody is at 100 %, and there is no control group above 50 %", () => {
    expect(KEYS.slice(0, 1_000).every((key) => chooseArm(aliasAt(100), "general", key).arm === "canary")).toBe(true);
    expect(KEYS.slice(0, 1_000).some((key) => chooseArm(aliasAt(51), "general", key).isControl)).toBe(false);
  });

  it("a choice costs well under ten microseconds", () => {
    const alias = aliasAt(10);
    const startedAt = performance.now();
    for (const key of KEYS) chooseArm(alias, "general", key);
    expect((performance.now() - startedAt) / KEYS.length).toBeLessThan(0.01);
  });
});

const PINNED_POSITION = 0.9450176994112932;

const snapshot: RoutingSnapshot = {
  version: 1,
  environment: "test",
  aliases: new Map(),
  providers: new Map(),
  cohorts: [
    { id: "internal", clients: ["staff-tools"], tenants: [], byHeader: true, isDefault: false },
    { id: "beta", clients: [], tenants: ["acme"], byHeader: false, isDefault: false },
    { id: "general", clients: [], tenants: [], byHeader: false, isDefault: true },
  ],
};
const client = { id: "web-app", tenant: null, mayChooseCohort: false };

describe("cohorts", () => {
  it.each([
    ["its own rule names it", { ...client, id: "staff-tools" }, null, "internal"],
    ["its tenant is named", { ...client, tenant: "acme" }, null, "beta"],
    ["the first matching rule wins", { ...client, id: "staff-tools", tenant: "acme" }, null, "internal"],
    ["nothing matches", client, null, "general"],
    ["it may choose and the cohort may be chosen", { ...client, mayChooseCohort: true }, "internal", "internal"],
    ["it may choose, but not this cohort", { ...client, mayChooseCohort: true }, "beta", "general"],
    ["it may choose, but the cohort is unknown", { ...client, mayChooseCohort: true }, "nobody", "general"],
    ["it asks without being allowed to", client, "internal", "general"],
  ])("a client gets its cohort when %s", (_when, who, asked, expected) => {
    expect(chooseCohort(snapshot, who, asked)).toBe(expected);
  });
});
