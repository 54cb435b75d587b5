/** What happened in one slot of time: provider calls of the drill, requests of real callers, and whether a fault was set. */
export interface DrillPulseSlot {
  readonly calls: number;
  readonly failedCalls: number;
  readonly requests: number;
  readonly failedRequests: number;
  readonly isBroken: boolean;
}

/** Slots of equal length, one after the other from `fromMs` (epoch milliseconds). */
export interface DrillPulse {
  readonly fromMs: number;
  readonly slotMs: number;
  readonly slots: readonly DrillPulseSlot[];
}

/** A chart with more slots than this shows no more. */
export const MOST_SLOTS = 120;

const EMPTY: DrillPulseSlot = { calls: 0, failedCalls: 0, requests: 0, failedRequests: 0, isBroken: false };

/**
 * Adds what happened at a moment. A run that outgrows its slots has them joined two by two, so that a pulse stays small
 * however long the run; counts are never lost.
 */
export function pulseAfter(pulse: DrillPulse, atMs: number, happened: Partial<DrillPulseSlot>): DrillPulse {
  const index = Math.max(0, Math.floor((atMs - pulse.fromMs) / pulse.slotMs));
  if (index >= MOST_SLOTS) return pulseAfter(joined(pulse), atMs, happened);
  const missing = Math.max(0, index + 1 - pulse.slots.length);
  const slots = [...pulse.slots, ...Array.from({ length: missing }, () => EMPTY)];
  slots[index] = together(slots[index] ?? EMPTY, { ...EMPTY, ...happened });
  return { ...pulse, slots };
}

function joined({ fromMs, slotMs, slots }: DrillPulse): DrillPulse {
  const pairs = slots.filter((_, at) => at % 2 === 0);
  return {
    fromMs,
    slotMs: slotMs * 2,
    slots: pairs.map((slot, at) => together(slot, slots[at * 2 + 1] ?? EMPTY)),
  };
}

function together(one: DrillPulseSlot, other: DrillPulseSlot): DrillPulseSlot {
  return {
    calls: one.calls + other.calls,
    failedCalls: one.failedCalls + other.failedCalls,
    requests: one.requests + other.requests,
    failedRequests: one.failedRequests + other.failedRequests,
    isBroken: one.isBroken || other.isBroken,
  };
}
