import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planRetry } from "@/lib/core/retry-plan";
import { failure, start } from "./run-fixture";

const [state] = start();
const LEFT_MS = 60_000;

describe("a retry on the same route", () => {
  it("is not planned where the table or the count forbids it", () => {
    expect(planRetry(state, "never", failure("server_error"), 0, LEFT_MS, 0).kind).toBe("no");
    const retried = { ...state, retriesOnRoute: 1 };
    expect(planRetry(retried, "backoff", failure("server_error"), 0, LEFT_MS, 0).kind).toBe("no");
  });

  it("waits longer after an answer in trouble than after a failed connection", () => {
    expect(planRetry(state, "backoff", failure("server_error"), 0, LEFT_MS, 0)).toEqual({ kind: "after", waitMs: 250 });
    expect(planRetry(state, "backoff", failure("transport_error"), 0, LEFT_MS, 0)).toEqual({
      kind: "after",
      waitMs: 50,
    });
  });

  it("never comes earlier than the provider asked, here or through another request", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom("backoff" as const, "after_stated_wait" as const),
        fc.nat({ max: 8_000 }),
        fc.nat({ max: 8_000 }),
        random,
        (mode, statedWaitMs, cooledForMs, chance) => {
          const plan = planRetry(state, mode, failure("rate_limited", { statedWaitMs }), cooledForMs, LEFT_MS, chance);
          const askedMs = Math.max(statedWaitMs, cooledForMs);
          expect(plan.kind).toBe(askedMs > 5_000 ? "no" : "after");
          if (plan.kind !== "after") return;
          expect(plan.waitMs).toBeGreaterThanOrEqual(askedMs);
          expect(plan.waitMs).toBeLessThanOrEqual(askedMs + 500);
        },
      ),
    );
  });

  it("says when only the budget stands in its way", () => {
    expect(planRetry(state, "backoff", failure("server_error"), 0, 700, 0).kind).toBe("out_of_budget");
    expect(planRetry({ ...state, attempts: 4 }, "backoff", failure("server_error"), 0, LEFT_MS, 0).kind).toBe(
      "out_of_budget",
    );
  });
});
