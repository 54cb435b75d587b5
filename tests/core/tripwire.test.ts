import { describe, expect, test } from "vitest";
import { tripwireLength } from "@/lib/core/tripwire";

const ALPHA = 0.0005;

describe("how many failures in a row trip the wire", () => {
  test("three at first, and more the longer a stage runs", () => {
    expect([1, 28, 29, 1_400, 1_500, 1_000_000].map((total) => tripwireLength(total, 0.02, ALPHA))).toEqual([
      3, 3, 4, 4, 5, 7,
    ]);
  });

  test.each([0.01, 0.02, 0.05, 0.2])(
    "at a limit of %d the chance of a false trip in 10^8 requests is at most alpha",
    (limit) => {
      let chance = 0;
      let from = 1;
      while (from <= 1e8) {
        const run = tripwireLength(from, limit, ALPHA);
        let until = from;
        while (until < 1e8 && tripwireLength(until * 2, limit, ALPHA) === run) until *= 2;
        let high = Math.min(1e8, until * 2);
        while (high - until > 1) {
          const middle = Math.floor((until + high) / 2);
          if (tripwireLength(middle, limit, ALPHA) === run) until = middle;
          else high = middle;
        }
        chance += (until - from + 1) * limit ** run;
        from = until + 1;
      }
      expect(chance).toBeLessThanOrEqual(ALPHA);
      expect(chance).toBeGreaterThan(0);
    },
  );
});
