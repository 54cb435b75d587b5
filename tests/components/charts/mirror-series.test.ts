import { expect, test } from "vitest";
import { mirrorSeries } from "@/components/charts/mirror-series";
import { failingTraffic } from "../../support/console-fixtures";

const traffic = failingTraffic("arm");

test("both arms stand on the same buckets, and an arm without traffic is a gap, not zero", () => {
  const points = mirrorSeries(traffic, "failed");
  expect(points.length).toBeLessThanOrEqual(61);
  expect(points[2]).toMatchObject({ canary: null, canaryCount: 0 });
  expect(points[2]?.stable).not.toBeNull();
});

test("the failed share of buckets drawn together is that of all their requests", () => {
  const [stable] = traffic.groups;
  const [first, second] = stable?.series ?? [];
  const requests = (first?.requests ?? 0) + (second?.requests ?? 0);
  const failed = (first?.failed_requests ?? 0) + (second?.failed_requests ?? 0);
  const [point] = mirrorSeries({ ...traffic, from: first?.at ?? traffic.from }, "failed");
  expect(point?.stable).toBeCloseTo((failed / requests) * 100);
  expect(point?.stableCount).toBe(requests);
});

test("of percentiles drawn together the highest stands", () => {
  const [stable] = traffic.groups;
  const [first, second] = stable?.series ?? [];
  const [point] = mirrorSeries({ ...traffic, from: first?.at ?? traffic.from }, "p95");
  expect(point?.stable).toBe(Math.max(first?.latency_ms.p95 ?? 0, second?.latency_ms.p95 ?? 0));
});
