import { expect, test } from "vitest";
import { TIME_CURSOR } from "@/components/charts/time-cursor";

const ticks = [100, 200, 300].map((value) => ({ value }));
const indexAt = (activeLabel: number) => TIME_CURSOR.syncMethod(ticks, { activeLabel });

test("a moment of another chart falls into the bucket that holds it, whatever the length of its own buckets", () => {
  expect([100, 250, 299, 300, 900].map(indexAt)).toEqual([0, 1, 1, 2, 2]);
});

test("a moment before the first bucket shows the first", () => {
  expect(indexAt(50)).toBe(0);
});
