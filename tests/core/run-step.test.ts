import { describe, expect, it } from "vitest";
import { call, callAgain, end, leftMsOf, refuseRest } from "@/lib/core/run-step";
import { routeWith } from "./routing-fixture";
import { start } from "./run-fixture";

const [state] = start();

describe("steps", () => {
  it("a first call of another route starts its retries anew and remembers why the first was left", () => {
    const [next, step] = call({ ...state, retriesOnRoute: 1 }, 1, [], 1_000, { cause: "primary_timeout" });
    expect(step).toMatchObject({ kind: "attempt", n: 2, purpose: "fallback", route: { id: "fallback" } });
    expect(next).toMatchObject({
      cursor: 2,
      current: 1,
      attempts: 2,
      retriesOnRoute: 0,
      fallbackReason: "primary_timeout",
    });
    const [again] = call(next, 1, [], 2_000, { cause: "fallback_failed" });
    expect(again.fallbackReason).toBe("primary_timeout");
  });

  it("a repeated call counts as a retry and keeps its place", () => {
    const [next, step] = callAgain(state, routeWith("primary"), 250, 1_000);
    expect(step).toMatchObject({ purpose: "retry", waitMs: 250, timeouts: { totalMs: 58_750 } });
    expect(next).toMatchObject({ cursor: state.cursor, current: 0, attempts: 2, retryCount: 1, retriesOnRoute: 1 });
  });

  it("an end leaves nothing ahead", () => {
    const [next, step] = end(state, "primary_timeout", refuseRest(state, "primary_timeout"), null, 1_000);
    expect(step).toMatchObject({
      kind: "finish",
      reasonCode: "primary_timeout",
      skipped: [{ n: 2, route: "fallback" }],
    });
    expect(refuseRest(next, "primary_timeout")).toEqual([]);
  });

  it("a candidate that does not exist is a mistake of the engine", () => {
    expect(() => call(state, 9, [], 0)).toThrow(RangeError);
  });
});

it("time left is the request's, not the attempt's", () => {
  expect(leftMsOf(state, 15_000)).toBe(45_000);
});
