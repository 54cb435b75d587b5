import { expect, it } from "vitest";
import { costOf } from "@/lib/core/cost";

const price = { inputPerMtok: 0.416, outputPerMtok: 0.832 };

it("prices input and output tokens per million", () => {
  expect(costOf(price, 1_000_000, 500_000)).toBeCloseTo(0.832, 12);
  expect(costOf(price, 0, 0)).toBe(0);
});

it("knows no cost without a price or without both counts", () => {
  expect(costOf(null, 10, 10)).toBeNull();
  expect(costOf(price, null, 10)).toBeNull();
  expect(costOf(price, 10, null)).toBeNull();
});
