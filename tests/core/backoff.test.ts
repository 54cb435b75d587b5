import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, SERVER_BACKOFF, TRANSPORT_BACKOFF } from "@/lib/core/backoff";

describe("backoff", () => {
  it("doubles from half a second to eight", () => {
    const longest = [0, 1, 2, 3, 4, 5, 60, 2_000].map((index) => backoffMs(index, 0.999_999));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
  });

  it("spreads each wait over the upper half of its interval", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (index, random) => {
          const interval = Math.min(SERVER_BACKOFF.firstMs * 2 ** index, SERVER_BACKOFF.capMs);
          const wait = backoffMs(index, random);
          expect(wait).toBeGreaterThanOrEqual(interval / 2);
          expect(wait).toBeLessThanOrEqual(interval);
        },
      ),
    );
  });

  it("is short after a failed connection", () => {
    expect(backoffMs(0, 0, TRANSPORT_BACKOFF)).toBe(50);
  });
});
