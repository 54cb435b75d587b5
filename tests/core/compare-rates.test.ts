import { describe, expect, test } from "vitest";
import { compareRates } from "@/lib/core/compare-rates";

const arm = (failures: number, total: number) => ({ failures, total });

describe("canary against concurrent control", () => {
  test("is the binomial tail of the canary's failures among all", () => {
    expect(compareRates(arm(5, 1_000), arm(0, 1_000))?.p).toBeCloseTo(0.5 ** 5, 12);
    expect(compareRates(arm(1, 100), arm(2, 300))?.p).toBeCloseTo(1 - 0.75 ** 3, 12);
  });

  test("a fault that hits both arms alike says nothing against the canary", () => {
    const comparison = compareRates(arm(400, 1_000), arm(410, 1_000));
    expect(comparison?.p).toBeGreaterThan(0.5);
    expect(comparison?.logE).toBeLessThan(0);
  });

  test("failures on the canary alone add up to evidence", () => {
    expect(compareRates(arm(20, 1_000), arm(0, 1_000))?.logE).toBeGreaterThan(Math.log(1_000));
  });

  test("needs requests on both arms; without any failure they are equal", () => {
    expect(compareRates(arm(0, 0), arm(3, 100))).toBeNull();
    expect(compareRates(arm(3, 100), arm(0, 0))).toBeNull();
    expect(compareRates(arm(0, 100), arm(0, 100))).toEqual({ p: 1, logE: 0 });
  });
});
