import { expect, test } from "vitest";
import { latencySeries } from "@/components/charts/latency-series";
import { failingTraffic } from "../../support/console-fixtures";

const traffic = failingTraffic("arm");

test("every bucket of the span has a point, and an arm without requests has a gap there", () => {
  const { points, hasCanary } = latencySeries(traffic);
  expect(points).toHaveLength(120);
  expect(hasCanary).toBe(true);
  expect(points[0]).toMatchObject({ canary_p50: null, canary_p95: null, canary_p99: null, canaryCount: 0 });
  expect(points[0]?.stable_p95).toBeGreaterThan(0);
});

test("without a canary group nothing is drawn for the canary", () => {
  const stableOnly = { ...traffic, groups: traffic.groups.filter((group) => group.arm === "stable") };
  expect(latencySeries(stableOnly).hasCanary).toBe(false);
});

test("percentiles are taken over as they came, never merged", () => {
  const last = traffic.groups[1]?.series.at(-1)?.latency_ms;
  expect(latencySeries(traffic).points.at(-1)).toMatchObject({ canary_p50: last?.p50, canary_p99: last?.p99 });
});
