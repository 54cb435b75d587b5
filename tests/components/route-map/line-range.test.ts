import { expect, test } from "vitest";
import { rangeOfLine } from "@/components/route-map/line-range";

test("a line is selected from its first character to its last, without the line break", () => {
  const text = "one\n\nthree";
  const lines = [1, 2, 3].map((line) => {
    const { start, end } = rangeOfLine(text, line);
    return text.slice(start, end);
  });
  expect(lines).toEqual(["one", "", "three"]);
  expect(rangeOfLine(text, 9)).toEqual({ start: 11, end: 11 });
});
