import { expect, test } from "vitest";
import { formatDuration } from "@/components/ui/format-duration";

test.each([
  [null, "–"],
  [Number.NaN, "–"],
  [0, "0 ms"],
  [0.2, "<1 ms"],
  [430.4, "430 ms"],
  [999.6, "1.0 s"],
  [8_000, "8 s"],
  [2_449, "2.4 s"],
  [30_004, "30.0 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min"],
  [372_000, "6 min 12 s"],
  [3_840_000, "1 h 04 min"],
])("%s ms reads %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
