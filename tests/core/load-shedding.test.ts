import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCEPTING,
  LOAD_MARKS,
  LOAD_PRESSURES,
  type LoadReading,
  type LoadState,
  nextLoad,
  sheddingReason,
} from "@/lib/core/load-shedding";

const CALM: LoadReading = { memory: 0.3, heap: null, ledger_queue: 0, ledger_age: 0, event_loop: 3 };
const BEHIND: LoadReading = { ...CALM, ledger_age: 2_300 };

function stateAfter(...readings: readonly LoadReading[]): LoadState {
  return readings.reduce((state: LoadState, reading, index) => nextLoad(state, reading, index * 250), ACCEPTING);
}

describe("when new work is refused", () => {
  it.each(LOAD_PRESSURES)(
    "%s over its mark twice in a row starts it, and the reason is a sentence part",
    (pressure) => {
      const over = { ...CALM, [pressure]: LOAD_MARKS[pressure].high };
      expect(stateAfter(over).kind).toBe("accepting");
      const state = stateAfter(over, over);
      expect(state).toMatchObject({ kind: "shedding", pressure, sinceMs: 250 });
      expect(sheddingReason(state)).toMatch(/^(the|\d+%) [a-z ]+/);
    },
  );

  it("one bad reading between good ones is no overload", () => {
    expect(stateAfter(BEHIND, CALM, BEHIND, CALM, BEHIND)).toEqual({ kind: "accepting", strikes: 1 });
  });

  it("names the pressure that holds now, not the one that began it", () => {
    const state = stateAfter(BEHIND, BEHIND, { ...CALM, memory: 0.95 });
    expect(sheddingReason(state)).toBe("95% of the memory this instance may use is taken");
  });

  it("ends only after a whole second below the low mark, so that it does not flap at the edge", () => {
    const between = { ...CALM, ledger_age: 1_000 };
    const shedding = [BEHIND, BEHIND];
    expect(stateAfter(...shedding, ...Array.from({ length: 50 }, () => between)).kind).toBe("shedding");
    expect(stateAfter(...shedding, CALM, CALM, CALM, between, CALM, CALM, CALM).kind).toBe("shedding");
    expect(stateAfter(...shedding, CALM, CALM, CALM, CALM)).toEqual(ACCEPTING);
  });

  it("what was not measured presses nobody, and lets a refusal end", () => {
    const nothing: LoadReading = { memory: null, heap: null, ledger_queue: null, ledger_age: null, event_loop: null };
    expect(stateAfter(nothing, nothing, nothing)).toEqual(ACCEPTING);
    const heap = { ...CALM, heap: 0.9 };
    expect(stateAfter(heap, heap, CALM, CALM, CALM, CALM)).toEqual(ACCEPTING);
  });

  it("whatever came before, two readings over a mark refuse and four calm ones accept", () => {
    const value = fc.option(fc.double({ min: 0, max: 5_000, noNaN: true }));
    const reading = fc.record({
      memory: value,
      heap: value,
      ledger_queue: value,
      ledger_age: value,
      event_loop: value,
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 30 }), (history) => {
        expect(stateAfter(...history, BEHIND, BEHIND).kind).toBe("shedding");
        expect(stateAfter(...history, CALM, CALM, CALM, CALM)).toEqual(ACCEPTING);
      }),
    );
  });
});
