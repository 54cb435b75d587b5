import { expect, test } from "vitest";
import { rateDifference } from "@/lib/core/rate-difference";

test("the interval of the difference holds it, narrows with requests, and needs both arms", () => {
  const few = rateDifference({ failures: 5, total: 100 }, { failures: 2, total: 100 });
  const many = rateDifference({ failures: 500, total: 10_000 }, { failures: 200, total: 10_000 });
  expect(few?.value).toBeCloseTo(0.03, 12);
  // Newcombe's method 10 gives -0.0275 to 0.0934 for 5/100 against 2/100.
  expect(few?.interval?.[0]).toBeCloseTo(-0.0275, 3);
  expect(few?.interval?.[1]).toBeCloseTo(0.0934, 3);
  expect(many?.interval?.[0]).toBeGreaterThan(0.02);
  expect(rateDifference({ failures: 0, total: 0 }, { failures: 2, total: 100 })).toBeNull();
});
