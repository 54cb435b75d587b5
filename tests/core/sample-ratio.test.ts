import { describe, expect, test } from "vitest";
import { sampleRatio } from "@/lib/core/sample-ratio";

describe("whether two arms of equal set size got equal numbers of requests", () => {
  test("5,000 to 5,100 is chance, 5,000 to 5,600 is not", () => {
    expect(sampleRatio([{ canary: 5_000, control: 5_100 }])).toMatchObject({ isMismatch: false });
    const uneven = sampleRatio([{ canary: 5_000, control: 5_600 }]);
    expect(uneven?.isMismatch).toBe(true);
    expect(uneven?.p).toBeLessThan(1e-7);
  });

  test("it does not matter which arm has more", () => {
    const p = sampleRatio([{ canary: 430, control: 370 }])?.p ?? 0;
    expect(sampleRatio([{ canary: 370, control: 430 }])?.p).toBeCloseTo(p, 12);
  });

  test("callers that send hundreds at a time are not taken for a broken split", () => {
    const bundles = [
      { canary: 400, control: 0 },
      { canary: 0, control: 300 },
      { canary: 350, control: 20 },
      { canary: 300, control: 500 },
    ];
    expect(sampleRatio(bundles)?.isMismatch).toBe(false);
    const canary = bundles.reduce((sum, pair) => sum + pair.canary, 0);
    const control = bundles.reduce((sum, pair) => sum + pair.control, 0);
    expect(sampleRatio([{ canary, control }])?.isMismatch).toBe(true);
  });

  test("a steady loss in every minute is found; no requests are no answer", () => {
    const steady = Array.from({ length: 30 }, () => ({ canary: 100, control: 130 }));
    expect(sampleRatio(steady)?.isMismatch).toBe(true);
    expect(sampleRatio([])).toBeNull();
  });
});
