import { expect, test } from "vitest";
import { placeMarkers } from "@/components/charts/chart-marker";
import type { ChartMarker } from "@/lib/contract/traffic";

const START_MS = Date.parse("2026-11-20T02:00:00.000Z");
const times = Array.from({ length: 60 }, (_, index) => START_MS + index * 60_000);
const shift = (minute: number, label: string): ChartMarker => ({
  at: new Date(START_MS + minute * 60_000 + 12_000).toISOString(),
  kind: "shift",
  label,
  route_version: 2,
});

test("a change stands on the bucket it falls into", () => {
  expect(placeMarkers([shift(10, "a")], times, 2)).toMatchObject([{ atMs: START_MS + 600_000, isLabelled: true }]);
});

test("changes before the span are not drawn", () => {
  expect(placeMarkers([shift(-5, "a")], times, 2)).toEqual([]);
});

test("of two changes that stand close together only the newer is written out", () => {
  const placed = placeMarkers([shift(40, "old"), shift(45, "new")], times, 2);
  expect(placed.map(({ label, isLabelled }) => [label, isLabelled])).toEqual([
    ["old", false],
    ["new", true],
  ]);
});

test("a phone writes out one change, the newest", () => {
  const placed = placeMarkers([shift(5, "old"), shift(50, "new")], times, 1);
  expect(placed.filter((marker) => marker.isLabelled).map((marker) => marker.label)).toEqual(["new"]);
});

test("breaker transitions are not drawn over the error classes they follow from", () => {
  expect(placeMarkers([{ ...shift(5, "opened"), kind: "breaker" }], times, 2)).toEqual([]);
});
