import { expect, test } from "vitest";
import { canaryRatePerSecond, countFor, rateOf, slowCount, spanCounts, sumCounts } from "@/lib/core/gate-evidence";
import { arm, evidenceOf, MINUTE_MS, STAGE_MS, span } from "./gate-fixture";

test("requests are counted for whole outcomes, calls for everything else", () => {
  const counts = arm(12, { timeouts: 2, acceptance: 1 }, { requests: 10 });
  expect(countFor("timeouts", counts)).toEqual({ failures: 2, total: 12 });
  expect(countFor("acceptance", counts)).toEqual({ failures: 1, total: 10 });
  expect(slowCount({ ...counts, slow: 3 })).toEqual({ failures: 3, total: 12 });
});

test("a count never has more failures than it is taken of", () => {
  const excused = arm(4, { fallback_volume: 4 }, { requests: 1 });
  expect(countFor("fallback_volume", excused)).toEqual({ failures: 1, total: 1 });
});

test("minutes count from the start of the stage; the one it starts in is minute 0 and idle ones are left out", () => {
  const sinceMs = STAGE_MS + 30_000;
  const evidence = evidenceOf([span(0, arm(5)), span(1, arm(0)), span(2, arm(7))], { sinceMs });
  const calls = spanCounts(evidence, "canary", (counts) => countFor("timeouts", counts));
  expect(calls).toEqual([
    { minute: 0, failures: 0, total: 5 },
    { minute: 2, failures: 0, total: 7 },
  ]);
  expect(sumCounts(calls)).toEqual({ failures: 0, total: 12 });
  expect(spanCounts(evidence, "canary", (counts) => countFor("timeouts", counts), 1)).toHaveLength(1);
});

test("the request rate is that of the last ten minutes, and of a young stage since its start", () => {
  const busyThenIdle = [span(0, arm(6_000)), ...Array.from({ length: 20 }, (_, i) => span(i + 1, arm(60)))];
  expect(canaryRatePerSecond(evidenceOf(busyThenIdle), ({ calls }) => calls)).toBeCloseTo(1, 9);
  const young = evidenceOf([span(0, arm(30))], { dataUntilMs: STAGE_MS + MINUTE_MS / 2 });
  expect(canaryRatePerSecond(young, ({ calls }) => calls)).toBeCloseTo(1, 9);
  expect(canaryRatePerSecond(evidenceOf([]), ({ calls }) => calls)).toBeNull();
});

test("nothing counted is a rate of 0", () => {
  expect(rateOf({ failures: 0, total: 0 })).toBe(0);
  expect(rateOf({ failures: 1, total: 4 })).toBe(0.25);
});
