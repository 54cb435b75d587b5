import { expect, test } from "vitest";
import { histogramLayout } from "@/components/requests/histogram-layout";

const MINUTE_MS = 60_000;
const span = { from: "2026-11-20T02:00:30.000Z", to: "2026-11-20T02:05:00.000Z", bucket_ms: MINUTE_MS };

test("buckets lie on an even grid and one nobody counted is an empty column", () => {
  const { columns } = histogramLayout(span, [
    { at: "2026-11-20T02:00:00.000Z", succeeded: 40, failed: 0 },
    { at: "2026-11-20T02:03:00.000Z", succeeded: 10, failed: 10 },
  ]);
  expect(columns.map(({ from, succeeded, failed }) => [from.slice(11, 16), succeeded, failed])).toEqual([
    ["02:00", 40, 0],
    ["02:01", 0, 0],
    ["02:02", 0, 0],
    ["02:03", 10, 10],
    ["02:04", 0, 0],
  ]);
});

test("heights share one round scale and stack to the total", () => {
  const { columns, top, succeeded, failed } = histogramLayout(span, [
    { at: "2026-11-20T02:00:00.000Z", succeeded: 37, failed: 0 },
    { at: "2026-11-20T02:01:00.000Z", succeeded: 10, failed: 10 },
  ]);
  expect({ top, succeeded, failed }).toEqual({ top: 40, succeeded: 47, failed: 10 });
  expect(columns[0]).toMatchObject({ succeededPercent: 92.5, failedPercent: 0 });
  expect(columns[1]).toMatchObject({ succeededPercent: 25, failedPercent: 25 });
});

test("one failure among thousands is still seen, and never pushes a column over the top", () => {
  const { columns } = histogramLayout(span, [{ at: "2026-11-20T02:00:00.000Z", succeeded: 3_999, failed: 1 }]);
  expect(columns[0]).toMatchObject({ failedPercent: 3, succeededPercent: 97 });
});

test("a span without requests has columns of zero height, not a division by zero", () => {
  const { columns, top } = histogramLayout(span, []);
  expect(top).toBe(0);
  expect(columns).toHaveLength(5);
  expect(columns.every(({ succeededPercent, failedPercent }) => succeededPercent === 0 && failedPercent === 0)).toBe(
    true,
  );
});

test("the axis names start, middle and end, and the day only where there is more than one", () => {
  expect(histogramLayout(span, []).marks).toEqual(["02:00Z", "02:02Z", "02:05Z"]);
  const week = { from: "2026-11-13T02:00:00.000Z", to: "2026-11-20T02:00:00.000Z", bucket_ms: 120 * MINUTE_MS };
  expect(histogramLayout(week, []).marks).toEqual(["11-13 02:00Z", "11-16 14:00Z", "11-20 02:00Z"]);
});
