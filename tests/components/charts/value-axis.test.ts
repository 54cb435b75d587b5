import { expect, test } from "vitest";
import { valueAxis } from "@/components/charts/value-axis";

test("an axis ends on a round number at or above the highest value", () => {
  expect(valueAxis(9_330)).toEqual({ top: 10_000, ticks: [0, 2_000, 4_000, 6_000, 8_000, 10_000] });
  expect(valueAxis(14.1).top).toBe(15);
  expect(valueAxis(4).top).toBe(4);
});

test("nothing measured still has an axis", () => {
  expect(valueAxis(0).top).toBeGreaterThan(0);
});
