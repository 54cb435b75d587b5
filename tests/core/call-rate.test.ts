import { describe, expect, test } from "vitest";
import { type CallRate, judgeRate } from "@/lib/core/call-rate";

const rate: CallRate = { perMinute: 60, burst: 3 };

function callsAt(times: readonly number[]): boolean[] {
  let fullAtMs = 0;
  return times.map((nowMs) => {
    const verdict = judgeRate(fullAtMs, rate, nowMs);
    if (verdict.kind === "allowed") fullAtMs = verdict.nextMs;
    return verdict.kind === "allowed";
  });
}

describe("a client's call rate", () => {
  test("allows the burst at once, then one call each interval", () => {
    expect(callsAt([5000, 5000, 5000, 5000, 6000, 6000])).toEqual([true, true, true, false, true, false]);
  });

  test("never allows more than the burst plus the rate over any long stretch", () => {
    const times = Array.from({ length: 6000 }, (_, index) => index * 10);
    expect(callsAt(times).filter(Boolean).length).toBeLessThanOrEqual(60 + rate.burst);
  });

  test("says how long to wait", () => {
    const first = judgeRate(0, { perMinute: 60, burst: 1 }, 1000);
    expect(first).toEqual({ kind: "allowed", nextMs: 2000 });
    expect(judgeRate(2000, { perMinute: 60, burst: 1 }, 1400)).toEqual({ kind: "refused", retryAfterMs: 600 });
  });
});
