import fc from "fast-check";
import { expect, it } from "vitest";
import { type DrillPulse, MOST_SLOTS, pulseAfter } from "@/lib/core/drill-pulse";

const START: DrillPulse = { fromMs: 10_000, slotMs: 1_000, slots: [] };

it("what happens within one slot is added up, and quiet slots before it are there and empty", () => {
  const pulse = [
    { atMs: 12_000, calls: 2, failedCalls: 1, isBroken: true },
    { atMs: 12_999, calls: 1, requests: 4 },
  ].reduce((now, { atMs, ...happened }) => pulseAfter(now, atMs, happened), START);
  expect(pulse.slots).toHaveLength(3);
  expect(pulse.slots[0]).toMatchObject({ calls: 0, isBroken: false });
  expect(pulse.slots[2]).toEqual({ calls: 3, failedCalls: 1, requests: 4, failedRequests: 0, isBroken: true });
});

it("a moment before the first slot counts in the first", () => {
  expect(pulseAfter(START, 0, { requests: 1 }).slots).toMatchObject([{ requests: 1 }]);
});

it("however long a run takes, its pulse stays small and no call is lost", () => {
  const moments = fc.array(fc.record({ atMs: fc.nat(5_000_000), calls: fc.nat(9), requests: fc.nat(9) }));
  fc.assert(
    fc.property(moments, (happened) => {
      const pulse = happened.reduce((now, { atMs, ...counts }) => pulseAfter(now, atMs, counts), START);
      const sum = (key: "calls" | "requests") => pulse.slots.reduce((total, slot) => total + slot[key], 0);
      expect(pulse.slots.length).toBeLessThanOrEqual(MOST_SLOTS);
      expect(sum("calls")).toBe(happened.reduce((total, { calls }) => total + calls, 0));
      expect(sum("requests")).toBe(happened.reduce((total, { requests }) => total + requests, 0));
    }),
  );
});
