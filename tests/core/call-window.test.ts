import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCall, emptyWindow, windowTotals } from "@/lib/core/call-window";

const WINDOW_MS = 30_000;

describe("the sliding window", () => {
  it("counts calls, failures and slow calls", () => {
    let window = emptyWindow(0);
    for (const result of ["ok", "failure", "slow", "failure"] as const) window = addCall(window, result, WINDOW_MS, 10);
    expect(windowTotals(window, WINDOW_MS, 10)).toEqual({ calls: 4, failures: 2, slow: 1 });
    expect(window.consecutiveFailures).toBe(1);
  });

  it("forgets by age without being called: nothing is left after an idle gap", () => {
    let window = emptyWindow(0);
    for (let at = 0; at < 9; at += 1) window = addCall(window, "failure", WINDOW_MS, at);
    expect(windowTotals(window, WINDOW_MS, 29_999).failures).toBe(9);
    expect(windowTotals(window, WINDOW_MS, 30_000)).toEqual({ calls: 0, failures: 0, slow: 0 });
    expect(addCall(window, "failure", WINDOW_MS, 3_600_000).consecutiveFailures).toBe(1);
  });

  it("never counts a call older than the window, and every call younger than nine tenths of it", () => {
    const call = fc.record({
      afterMs: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 40_000 })),
      result: fc.constantFrom("ok" as const, "slow" as const, "failure" as const),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 200 }), fc.nat({ max: 40_000 }), (calls, restMs) => {
        let nowMs = 1_000_000;
        let window = emptyWindow(nowMs);
        const made: { atMs: number; result: string }[] = [];
        for (const { afterMs, result } of calls) {
          nowMs += afterMs;
          window = addCall(window, result, WINDOW_MS, nowMs);
          made.push({ atMs: nowMs, result });
        }
        nowMs += restMs;
        const totals = windowTotals(window, WINDOW_MS, nowMs);
        const countedSince = (ageMs: number) => made.filter(({ atMs }) => atMs > nowMs - ageMs);
        expect(totals.calls).toBeLessThanOrEqual(countedSince(WINDOW_MS).length);
        expect(totals.calls).toBeGreaterThanOrEqual(countedSince(WINDOW_MS * 0.9).length);
        const failures = countedSince(WINDOW_MS).filter(({ result }) => result === "failure").length;
        expect(totals.failures).toBeLessThanOrEqual(failures);
        expect(window.past.length).toBeLessThanOrEqual(11);
      }),
    );
  });

  it("survives a clock that steps back", () => {
    const window = addCall(emptyWindow(100_000), "failure", WINDOW_MS, 100_000);
    expect(windowTotals(addCall(window, "ok", WINDOW_MS, 99_000), WINDOW_MS, 99_000).calls).toBe(2);
    expect(windowTotals(addCall(window, "ok", WINDOW_MS, 10_000), WINDOW_MS, 10_000).calls).toBe(1);
  });
});
