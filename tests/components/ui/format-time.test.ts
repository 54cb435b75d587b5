import { expect, test } from "vitest";
import { formatDay, formatMoment, formatTime } from "@/components/ui/format-time";

const ISO = "2026-11-20T02:17:41.204Z";

test("a time of day keeps its Z, and its fraction only when asked", () => {
  expect(formatTime(ISO)).toBe("02:17:41Z");
  expect(formatTime(ISO, "millisecond")).toBe("02:17:41.204Z");
});

test("a moment carries its day", () => {
  expect(formatDay(ISO)).toBe("2026-11-20");
  expect(formatMoment(ISO)).toBe("2026-11-20 02:17:41Z");
});
