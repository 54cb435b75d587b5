import { expect, test } from "vitest";
import { formatCount } from "@/components/ui/format-count";

test("counts are grouped and an unknown count is not zero", () => {
  expect(formatCount(1_878)).toBe("1,878");
  expect(formatCount(0)).toBe("0");
  expect(formatCount(null)).toBe("–");
});
