import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admissionTransition,
  admit,
  type Breaker,
  type BreakerTransition,
  type CallResult,
  initialBreaker,
  overrideBreaker,
  recordCall,
  releaseProbe,
} from "@/lib/core/breaker";
import type { BreakerOptions } from "@/lib/core/breaker-options";
import { aliasWith } from "./routing-fixture";

const options: BreakerOptions = aliasWith().breaker;
/** In the middle of the jitter. */
const NO_JITTER = 0.5;

function play(
  results: readonly CallResult[],
  settings: BreakerOptions = options,
  start: Breaker = initialBreaker(),
  nowMs = 0,
): [Breaker, BreakerTransition | null] {
  let state: [Breaker, BreakerTransition | null] = [start, null];
  for (const result of results) state = recordCall(state[0], result, settings, nowMs, NO_JITTER);
  return state;
}

const times = (count: number, result: CallResult): CallResult[] => new Array<CallResult>(count).fill(result);

function opened(round = 1): Breaker {
  let breaker = play(times(5, "failure"))[0];
  for (let turn = 1; turn < round; turn += 1) {
    const [, halfOpen] = admit(breaker, options, 10_000_000 * turn);
    breaker = recordCall(halfOpen, "failure", options, 10_000_000 * turn, NO_JITTER)[0];
  }
  return breaker;
}

describe("opening", () => {
  it("after five failures in a row", () => {
    expect(play(times(4, "failure"))[0].kind).toBe("closed");
    const [breaker, transition] = play(times(5, "failure"));
    expect(breaker.kind).toBe("open");
    expect(transition).toEqual({
      from: "closed",
      to: "open",
      cause: "consecutive_failures",
      detail: "5 calls failed in a row",
    });
  });

  it("at half of at least ten calls, also when the tenth call is a good one", () => {
    const alternating: CallResult[] = ["failure", "ok", "failure", "ok", "failure", "ok", "failure", "ok", "failure"];
    expect(play(alternating)[0].kind).toBe("closed");
    const [breaker, transition] = play([...alternating, "ok"]);
    expect(breaker.kind).toBe("open");
    expect(transition).toMatchObject({ cause: "failure_rate", detail: "5 of 10 calls failed within 30 s" });
  });

  it("not for fewer failures, and not for calls that say nothing", () => {
    expect(play([...times(4, "failure"), ...times(9, "ok"), ...times(4, "failure")])[0].kind).toBe("closed");
    expect(play(times(100, "ignored"))[0]).toBe(initialBreaker());
  });

  it("for slow calls only where the rule is on", () => {
    expect(play(times(20, "slow"))[0].kind).toBe("closed");
    const [breaker, transition] = play(times(10, "slow"), { ...options, slowCallRate: 0.8 });
    expect([breaker.kind, transition?.cause]).toEqual(["open", "slow_call_rate"]);
  });

  it("not by failures from before an idle gap", () => {
    const almost = play(times(4, "failure"))[0];
    const [later] = recordCall(almost, "failure", options, 60_000, NO_JITTER);
    expect(later.kind).toBe("closed");
    const nine = play(["failure", "ok", "failure", "ok", "failure", "ok", "failure", "ok", "failure"])[0];
    expect(recordCall(nine, "failure", options, 30_001, NO_JITTER)[0].kind).toBe("closed");
  });
});

describe("open", () => {
  it("refuses until its interval is over, ten seconds give or take a tenth", () => {
    const breaker = opened();
    expect(admit(breaker, options, 9_999)[0]).toEqual({ kind: "refuse", retryAtMs: 10_000 });
    expect(admit(breaker, options, 10_000)[0]).toEqual({ kind: "admit", probe: true });
    for (const [random, expected] of [
      [0, 9_000],
      [0.999_999, 11_000],
    ] as const) {
      const almost = play(times(4, "failure"))[0];
      expect(recordCall(almost, "failure", options, 0, random)[0]).toMatchObject({ kind: "open", retryAtMs: expected });
    }
  });

  it("doubles with each failed probe round up to five minutes", () => {
    const intervals = [1, 2, 3, 4, 5, 6, 7].map((round) => {
      const breaker = opened(round);
      return breaker.kind === "open" ? breaker.retryAtMs - breaker.sinceMs : 0;
    });
    expect(intervals).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });

  it("ignores the late end of a call that began before", () => {
    const breaker = opened();
    expect(recordCall(breaker, "ok", options, 5_000, NO_JITTER)).toEqual([breaker, null]);
  });
});

describe("half open", () => {
  const halfOpen = admit(opened(), options, 10_000)[1];

  it("is reached by the first admission after the interval, and said to be", () => {
    expect(halfOpen.kind).toBe("half_open");
    expect(admissionTransition(opened(), halfOpen)).toMatchObject({ from: "open", to: "half_open" });
    expect(admissionTransition(halfOpen, halfOpen)).toBeNull();
  });

  it("lets three probes through and routes the rest on", () => {
    let breaker = opened();
    const admissions = Array.from({ length: 5 }, () => {
      const [admission, next] = admit(breaker, options, 10_000);
      breaker = next;
      return admission.kind;
    });
    expect(admissions).toEqual(["admit", "admit", "admit", "refuse", "refuse"]);
  });

  it("closes after three good probes, with an empty window", () => {
    const [breaker, transition] = play(times(3, "ok"), options, halfOpen, 11_000);
    expect(transition).toMatchObject({ from: "half_open", to: "closed", cause: "probes_succeeded" });
    expect(play(times(4, "failure"), options, breaker, 11_000)[0].kind).toBe("closed");
  });

  it("opens again at the first bad probe", () => {
    expect(play(["ok", "ok", "failure"], options, halfOpen)[1]).toMatchObject({ to: "open", cause: "probe_failed" });
  });

  it("a probe that said nothing gives its place back", () => {
    let breaker = halfOpen;
    for (let turn = 0; turn < 2; turn += 1) breaker = admit(breaker, options, 10_000)[1];
    expect(admit(breaker, options, 10_000)[0].kind).toBe("refuse");
    expect(admit(releaseProbe(breaker), options, 10_000)[0].kind).toBe("admit");
    expect(admit(play(["ignored"], options, breaker)[0], options, 10_000)[0].kind).toBe("admit");
  });

  it("a probe that never came back does not block the route for ever", () => {
    let breaker = halfOpen;
    for (let turn = 0; turn < 2; turn += 1) breaker = admit(breaker, options, 10_000)[1];
    expect(admit(breaker, options, 10_000 + options.maxOpenMs - 1)[0].kind).toBe("refuse");
    expect(admit(breaker, options, 10_000 + options.maxOpenMs)[0].kind).toBe("admit");
  });

  it("the late end of a call from before it opened decides nothing", () => {
    expect(recordCall(halfOpen, "failure", options, 11_000, NO_JITTER, false)).toEqual([halfOpen, null]);
  });
});

describe("operators", () => {
  it("can force it open, take the route out, or only measure; calls do not change that", () => {
    for (const order of ["forced_open", "disabled"] as const) {
      const [breaker, transition] = overrideBreaker(initialBreaker(), order, 7);
      expect(transition).toMatchObject({ from: "closed", to: order, cause: "operator" });
      expect(admit(breaker, options, 1e12)[0]).toEqual({ kind: "refuse", retryAtMs: null });
      expect(play(times(50, "ok"), options, breaker)[0]).toBe(breaker);
    }
    const [measuring] = overrideBreaker(opened(), "metrics_only", 7);
    const after = play(times(50, "failure"), options, measuring)[0];
    expect(after).toMatchObject({ kind: "metrics_only", window: { failures: 50 } });
    expect(admit(after, options, 8)[0]).toEqual({ kind: "admit", probe: false });
  });

  it("can close it again, and an order that changes nothing is no event", () => {
    const [closed, transition] = overrideBreaker(opened(), "closed", 7);
    expect([closed.kind, transition?.from]).toEqual(["closed", "open"]);
    expect(overrideBreaker(closed, "closed", 8)).toEqual([closed, null]);
  });
});

describe("always", () => {
  it("a walk of any calls, gaps and orders keeps every promise", () => {
    const action = fc.record({
      afterMs: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 400_000 })),
      result: fc.constantFrom<CallResult>("ok", "slow", "failure", "ignored"),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 150 }), fc.boolean(), (actions, isSlowCounted) => {
        const settings = { ...options, slowCallRate: isSlowCounted ? 0.5 : null };
        let breaker = initialBreaker();
        let nowMs = 0;
        for (const { afterMs, result, random } of actions) {
          nowMs += afterMs;
          const [admission, admitted] = admit(breaker, settings, nowMs);
          if (admission.kind === "refuse") {
            expect(admission.retryAtMs).toBeGreaterThan(nowMs);
            breaker = admitted;
            continue;
          }
          const [next, transition] = recordCall(admitted, result, settings, nowMs, random);
          expect(transition === null).toBe(next.kind === admitted.kind);
          if (next.kind === "open") {
            expect(next.retryAtMs - nowMs).toBeLessThanOrEqual(settings.maxOpenMs * 1.1);
            expect(result === "failure" || result !== "ignored").toBe(true);
          }
          if (next.kind === "half_open") expect(next.inFlight).toBeGreaterThanOrEqual(0);
          breaker = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("a call on a healthy route costs about a microsecond", () => {
    let breaker = initialBreaker();
    const startedAt = performance.now();
    for (let call = 0; call < 200_000; call += 1) {
      breaker = recordCall(admit(breaker, options, call)[1], "ok", options, call, 0.5)[0];
    }
    expect((performance.now() - startedAt) / 200_000).toBeLessThan(0.02);
  });
});
