import { expect, test } from "vitest";
import { markersIn, placeMarkers } from "@/components/charts/chart-marker";
import type { ChartMarker } from "@/lib/contract/traffic";

const START_MS = Date.parse("2026-11-20T02:00:00.000Z");
const times = Array.from({ length: 60 }, (_, index) => START_MS + index * 60_000);
const shift = (minute: number, label: string): ChartMarker => ({
  at: new Date(START_MS + minute * 60_000 + 12_000).toISOString(),
  kind: "shift",
  label,
  route_version: 2,
  breaker: null,
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

const moved = (minute: number, state: NonNullable<ChartMarker["breaker"]>["state"]): ChartMarker => ({
  ...shift(minute, `comet breaker ${state}`),
  kind: "breaker",
  breaker: { route: "comet", state },
});

test("breaker transitions stand among the changes in order of time, and leave the words to the changes", () => {
  const markers = [shift(5, "a"), moved(40, "open"), moved(42, "closed"), moved(44, "metrics_only"), shift(50, "b")];
  expect(placeMarkers(markers, times, 2).map(({ tone, isLabelled }) => [tone, isLabelled])).toEqual([
    ["change", true],
    ["opened", false],
    ["closed", false],
    ["ordered", false],
    ["change", true],
  ]);
});

test("a breaker that flaps keeps its newest transitions and hides no change", () => {
  const flapping = Array.from({ length: 50 }, (_, minute) => moved(minute, minute % 2 === 0 ? "open" : "closed"));
  const placed = placeMarkers([shift(1, "a"), ...flapping], times, 2);
  expect(placed.filter(({ tone }) => tone === "change")).toHaveLength(1);
  expect(placed.filter(({ tone }) => tone !== "change").map(({ atMs }) => atMs)).toEqual(times.slice(26, 50));
});

test("a bucket knows what happened in it", () => {
  const placed = placeMarkers([moved(3, "open"), moved(3, "closed"), moved(4, "open")], times, 2);
  expect(markersIn(placed, START_MS + 180_000).map(({ tone }) => tone)).toEqual(["opened", "closed"]);
});
