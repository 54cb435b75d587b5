import { describe, expect, test } from "vitest";
import { isSurelyBelow, totalForBound, upperBound } from "@/lib/core/exact-bound";

describe("the exact upper bound of a failure rate", () => {
  test.each([
    [0.02, 0, 149],
    [0.02, 1, 236],
    [0.02, 2, 313],
    [0.02, 5, 523],
    [0.02, 10, 845],
    [0.01, 0, 299],
    [0.01, 1, 473],
    [0.01, 2, 628],
  ])("a limit of %d with %d failures takes %d requests, and one fewer is not enough", (limit, failures, total) => {
    expect(totalForBound(failures, limit)).toBe(total);
    expect(isSurelyBelow(failures, total, limit)).toBe(true);
    expect(isSurelyBelow(failures, total - 1, limit)).toBe(false);
    expect(upperBound(failures, total)).toBeLessThanOrEqual(limit);
    expect(upperBound(failures, total - 1)).toBeGreaterThan(limit);
  });

  test("nothing seen proves nothing", () => {
    expect(upperBound(0, 0)).toBe(1);
    expect(isSurelyBelow(0, 0, 0.5)).toBe(false);
    expect(upperBound(7, 7)).toBe(1);
  });
});
