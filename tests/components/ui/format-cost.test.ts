import { expect, test } from "vitest";
import { formatCost } from "@/components/ui/format-cost";

test.each([
  [null, "–"],
  [0, "$0"],
  [0.000001, "<$0.00001"],
  [0.00412, "$0.00412"],
  [0.2, "$0.2"],
  [12.4, "$12.40"],
])("%s US dollars read %s", (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});
