import { describe, expect, test } from "vitest";
import type { DurationHistogram } from "@/lib/core/gate";
import { countAbove, countOf, estimateQuantile, quantileDifference } from "@/lib/core/quantile-difference";
import { seededRandom } from "../support/random-history";

describe("a quantile of durations", () => {
  test("its interval holds the true quantile in 95 of 100 samples", () => {
    const random = seededRandom(11);
    let held = 0;
    for (let sample = 0; sample < 400; sample += 1) {
      const values = Array.from({ length: 400 }, () => -Math.log(1 - random()) * 1_000);
      const [low, high] = estimateQuantile(histogramOf(values), 0.95)?.interval ?? [0, 0];
      const truth = -Math.log(0.05) * 1_000;
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held).toBeGreaterThan(370);
  });

  test("has no interval while there are too few durations for one, and no value without any", () => {
    expect(estimateQuantile([[100, 58]], 0.95)).toEqual({ valueMs: 100, interval: null });
    expect(estimateQuantile([[100, 80]], 0.95)?.interval).not.toBeNull();
    expect(estimateQuantile([], 0.95)).toBeNull();
  });

  test("counts what is above a limit", () => {
    const histogram: DurationHistogram = [
      [100, 5],
      [200, 3],
      [400, 2],
    ];
    expect([countOf(histogram), countAbove(histogram, 100), countAbove(histogram, 399)]).toEqual([10, 5, 2]);
  });
});

describe("the difference of a quantile between two arms", () => {
  test("a canary twice as slow is surely slower, an equal one is not", () => {
    const random = seededRandom(5);
    const draw = (scale: number) => histogramOf(Array.from({ length: 2_000 }, () => (0.5 + random()) * scale));
    const slower = quantileDifference(draw(2_000), draw(1_000), 0.95);
    expect(slower?.interval?.[0]).toBeGreaterThan(1_200);
    expect(slower?.value).toBeCloseTo(1_450, -2);
    const equal = quantileDifference(draw(1_000), draw(1_000), 0.95)?.interval ?? [1, 1];
    expect(equal[0]).toBeLessThan(0);
    expect(equal[1]).toBeGreaterThan(0);
  });

  test("is unknown while an arm has nothing", () => {
    expect(quantileDifference([[100, 1_000]], [], 0.95)).toBeNull();
    expect(quantileDifference([[100, 1_000]], [[100, 5]], 0.95)).toEqual({ value: 0, interval: null });
  });
});

function histogramOf(values: readonly number[]): DurationHistogram {
  return [...values].sort((a, b) => a - b).map((value) => [value, 1] as const);
}
