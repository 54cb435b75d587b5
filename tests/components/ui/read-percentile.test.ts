import { expect, test } from "vitest";
import { readPercentile } from "@/components/ui/read-percentile";

test("a p95 of fewer than 20 and a p99 of fewer than 100 requests are too small to show", () => {
  const few = { p50: 100, p95: 200, p99: 300, count: 19 };
  expect(readPercentile(few, "p95")).toEqual({ kind: "too_few", count: 19 });
  expect(readPercentile({ ...few, count: 20 }, "p95")).toEqual({ kind: "value", ms: 200, count: 20 });
  expect(readPercentile({ ...few, count: 99 }, "p99").kind).toBe("too_few");
  expect(readPercentile({ ...few, count: 100 }, "p99").kind).toBe("value");
});

test("nothing measured differs from too little measured", () => {
  expect(readPercentile({ p50: null, p95: null, p99: null, count: 0 }, "p95")).toEqual({ kind: "none" });
});
