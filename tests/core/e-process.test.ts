import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logEvidence, stageEvidence } from "@/lib/core/e-process";

describe("the evidence of harm", () => {
  test("is the likelihood ratio averaged over all rates above the limit", () => {
    for (const [failures, total, limit] of [
      [0, 40, 0.02],
      [3, 10, 0.02],
      [16, 300, 0.01],
      [90, 100, 0.05],
    ] as const) {
      expect(logEvidence(failures, total, limit)).toBeCloseTo(Math.log(averageRatio(failures, total, limit)), 6);
    }
  });

  test("one more request never raises it on average while the rate is at the limit or below", () => {
    const cases = fc.record({
      total: fc.integer({ min: 0, max: 5_000 }),
      share: fc.double({ min: 0, max: 0.2, noNaN: true }),
      limit: fc.constantFrom(0.01, 0.02, 0.05),
      health: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ total, share, limit, health }) => {
        const failures = Math.round(total * share);
        const now = logEvidence(failures, total, limit);
        const bad = Math.exp(logEvidence(failures + 1, total + 1, limit) - now);
        const good = Math.exp(logEvidence(failures, total + 1, limit) - now);
        const rate = limit * health;
        expect(rate * bad + (1 - rate) * good).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  test("is 1 before the first request and stays a number after millions", () => {
    expect(logEvidence(0, 0, 0.02)).toBe(0);
    expect(logEvidence(0, 5_000_000, 0.02)).toBeLessThan(-10);
    expect(logEvidence(5_000_000, 5_000_000, 0.02)).toBeGreaterThan(1e6);
  });
});

describe("the evidence of a stage", () => {
  test("a late outage after hours of health is seen by a process that started late", () => {
    const healthy = Array.from({ length: 240 }, (_, minute) => ({ minute, failures: 3, total: 600 }));
    const broken = { minute: 240, failures: 120, total: 600 };
    const failures = 720 + 120;
    expect(logEvidence(failures, 241 * 600, 0.02)).toBeLessThan(0);
    const { logE, sinceMinute } = stageEvidence([...healthy, broken], 0.02);
    expect(logE).toBeGreaterThan(Math.log(2_000));
    expect(sinceMinute).toBe(240);
  });

  test("the weights of all starts sum to at most 1, so a stage that says nothing has evidence 1 at most", () => {
    const silent = Array.from({ length: 500 }, (_, minute) => ({ minute, failures: 0, total: 1e-9 }));
    expect(stageEvidence(silent, 0.02).logE).toBeLessThanOrEqual(0);
    expect(stageEvidence(silent, 0.02).logE).toBeGreaterThan(Math.log(0.49));
  });

  test("no requests are no evidence", () => {
    expect(stageEvidence([], 0.02)).toEqual({ logE: 0, sinceMinute: 0 });
  });
});

/** The integral by Simpson's rule. */
function averageRatio(failures: number, total: number, limit: number): number {
  const steps = 20_000;
  const width = (1 - limit) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const rate = limit + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (rate / limit) ** failures * ((1 - rate) / (1 - limit)) ** (total - failures);
  }
  return (sum * width) / 3 / (1 - limit);
}
