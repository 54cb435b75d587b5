import { describe, expect, test } from "vitest";
import { betaQuantile, betaShareBelow, logGamma, logIncompleteBeta } from "@/lib/core/beta-distribution";

describe("ln gamma", () => {
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1, 0],
    [10, 12.801827480081469],
    [1_000_000, 12_815_504.569147902],
  ])("of %d is right to 12 digits", (value, expected) => {
    expect(Math.abs(logGamma(value) - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)) * 100);
  });

  test("refuses what has none", () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(Number.NaN)).toThrow(RangeError);
  });
});

describe("share of a Beta distribution", () => {
  test("equals binomial tails summed term by term", () => {
    for (const [failures, total, rate] of [
      [3, 20, 0.02],
      [7, 20, 0.5],
      [1, 150, 0.01],
      [40, 50, 0.9],
    ] as const) {
      expect(betaShareBelow(rate, failures, total - failures + 1)).toBeCloseTo(tail(failures, total, rate), 12);
    }
  });

  test("mirrors itself and ends at 0 and 1", () => {
    expect(betaShareBelow(0.3, 4, 9) + betaShareBelow(0.7, 9, 4)).toBeCloseTo(1, 14);
    expect(betaShareBelow(0, 2, 3)).toBe(0);
    expect(betaShareBelow(1, 2, 3)).toBe(1);
  });

  test("converges for ten million requests", () => {
    expect(betaShareBelow(0.02, 200_000, 9_800_001)).toBeCloseTo(0.5, 2);
  });

  test("the quantile is its inverse", () => {
    for (const share of [0.001, 0.05, 0.5, 0.95]) {
      expect(betaShareBelow(betaQuantile(share, 3, 148), 3, 148)).toBeCloseTo(share, 9);
    }
  });

  test("a tail too small for a number keeps its logarithm", () => {
    const log = logIncompleteBeta(0.001, 900, 2);
    expect(Math.exp(log)).toBe(0);
    // The first term of the series: x^a (1 - x)^b / a.
    expect(log).toBeCloseTo(900 * Math.log(0.001) + 2 * Math.log1p(-0.001) - Math.log(900), 2);
  });
});

function tail(failures: number, total: number, rate: number): number {
  let sum = 0;
  for (let k = failures; k <= total; k += 1) {
    let term = 1;
    for (let i = 0; i < k; i += 1) term *= (total - i) / (k - i);
    sum += term * rate ** k * (1 - rate) ** (total - k);
  }
  return sum;
}
