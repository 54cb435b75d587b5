import { expect, test } from "vitest";
import { wilsonInterval } from "@/lib/core/wilson-interval";

test("the interval for drawing holds the rate, stays within 0 and 1, and is none without requests", () => {
  const [low, high] = wilsonInterval(10, 100) ?? [0, 0];
  expect(low).toBeCloseTo(0.0552, 4);
  expect(high).toBeCloseTo(0.1744, 4);
  expect(wilsonInterval(0, 10)?.[0]).toBe(0);
  expect(wilsonInterval(10, 10)?.[1]).toBeCloseTo(1, 12);
  expect(wilsonInterval(0, 0)).toBeNull();
});
