import { describe, expect, it } from "vitest";
import { canStartAttempt, clipTimeouts, remainingMs } from "@/lib/core/budget";
import { aliasWith, routeWith } from "./routing-fixture";

const { budget } = aliasWith();
const { timeouts } = routeWith("a");

describe("the request's budget", () => {
  it("counts down to zero and not below", () => {
    expect([0, 20_000, 60_000, 90_000].map((now) => remainingMs(budget, 0, now))).toEqual([60_000, 40_000, 0, 0]);
  });

  it("does not grow when the clock steps back", () => {
    expect(remainingMs(budget, 100_000, 0)).toBe(60_000);
  });

  it("lets an attempt start only with attempts and enough time left after the wait", () => {
    expect(canStartAttempt(budget, 3, 500, 0)).toBe(true);
    expect(canStartAttempt(budget, 4, 60_000, 0)).toBe(false);
    expect(canStartAttempt(budget, 0, 499, 0)).toBe(false);
    expect(canStartAttempt(budget, 0, 2_000, 1_501)).toBe(false);
  });
});

describe("clipping", () => {
  it("cuts every deadline to what is left", () => {
    expect(clipTimeouts(timeouts, 10_000)).toEqual({
      connectMs: 3_000,
      headersMs: 10_000,
      firstTokenMs: 10_000,
      idleMs: 10_000,
      totalMs: 10_000,
    });
  });

  it("leaves deadlines that fit as they are, without a copy", () => {
    expect(clipTimeouts(timeouts, 120_000)).toBe(timeouts);
  });

  it("never lets a part outlast the whole attempt", () => {
    expect(clipTimeouts({ ...timeouts, totalMs: 5_000 }, 60_000).headersMs).toBe(5_000);
  });
});
