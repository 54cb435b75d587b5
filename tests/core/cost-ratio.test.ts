import { describe, expect, test } from "vitest";
import { costRatio } from "@/lib/core/cost-ratio";
import { seededRandom } from "../support/random-history";

describe("what a canary call costs against one of the control group", () => {
  test("the interval holds the true ratio in 95 of 100 stages of heavy-tailed costs", () => {
    const random = seededRandom(3);
    const spans = (mean: number) =>
      Array.from({ length: 30 }, () => {
        const calls = 20 + Math.floor(random() * 20);
        let amount = 0;
        for (let i = 0; i < calls; i += 1) amount += mean * Math.exp(0.8 * normal(random) - 0.32);
        return { amount, calls };
      });
    let held = 0;
    for (let stage = 0; stage < 300; stage += 1) {
      const [low, high] = costRatio(spans(0.003), spans(0.002))?.interval ?? [0, 0];
      if (low <= 1.5 && 1.5 <= high) held += 1;
    }
    expect(held).toBeGreaterThan(275);
    expect(held).toBeLessThan(300);
  });

  test("a few minutes have a ratio but no interval; an arm without amounts has neither", () => {
    const few = Array.from({ length: 4 }, () => ({ amount: 2, calls: 10 }));
    expect(costRatio(few, few)).toEqual({ value: 1, interval: null });
    expect(costRatio(few, [])).toBeNull();
    expect(costRatio(few, [{ amount: 0, calls: 50 }])).toBeNull();
  });
});

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
