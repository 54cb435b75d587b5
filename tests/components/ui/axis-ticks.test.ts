import * as fc from "fast-check";
import { expect, test } from "vitest";
import { axisTicks } from "@/components/ui/axis-ticks";

test("marks are round numbers that a person would choose", () => {
  expect(axisTicks(8_430, 5)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
  expect(axisTicks(30_000, 4)).toEqual([0, 10_000, 20_000, 30_000]);
  expect(axisTicks(0.7, 4)).toEqual([0, 0.2, 0.4, 0.6]);
});

test("an empty or impossible axis has no marks", () => {
  expect(axisTicks(0, 5)).toEqual([]);
  expect(axisTicks(Number.NaN, 5)).toEqual([]);
  expect(axisTicks(-4, 5)).toEqual([]);
});

test("marks start at 0, stay within the axis and never outnumber what was asked", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 12 }), (max, most) => {
      const ticks = axisTicks(max, most);
      expect(ticks[0]).toBe(0);
      expect(ticks.length - 1).toBeLessThanOrEqual(most);
      expect(ticks.at(-1)).toBeLessThanOrEqual(max * (1 + 1e-6));
    }),
  );
});
