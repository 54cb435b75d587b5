import { expect, test } from "vitest";
import { formatPercent, formatSetPercent, percentOf } from "@/components/ui/format-percent";

test.each([
  [14, "14.0%"],
  [0.3, "0.3%"],
  [0, "0%"],
  [0.01, "<0.1%"],
  [99.97, ">99.9%"],
  [100, "100%"],
  [null, "–"],
])("a measured %s prints as %s: zero, almost zero and unknown are three things", (percent, text) => {
  expect(formatPercent(percent)).toBe(text);
});

test("a share somebody set is never rounded away", () => {
  expect([formatSetPercent(5), formatSetPercent(12.5), formatSetPercent(0.25)]).toEqual(["5%", "12.5%", "0.25%"]);
});

test("a part of nothing is unknown, not zero", () => {
  expect(percentOf(0, 0)).toBeNull();
});
