import { assertNever } from "./assert-never";
import { printDuration } from "./print-quantity";

/** What an instance can run out of, worst first. */
export const LOAD_PRESSURES = ["memory", "heap", "ledger_queue", "ledger_age", "event_loop"] as const;
export type LoadPressure = (typeof LOAD_PRESSURES)[number];

/**
 * How much of each is used: `memory`, `heap` and `ledger_queue` as a share of their limit (0-1), `ledger_age` (of the
 * oldest entry not on disk) and `event_loop` (how late timers run) in milliseconds. Null where nothing was measured.
 */
export type LoadReading = Readonly<Record<LoadPressure, number | null>>;

/** Refusing starts at `high` and ends below `low`: between the two nothing changes. */
export type LoadMarks = Readonly<Record<LoadPressure, { readonly high: number; readonly low: number }>>;

/** The half of the queue above its mark is for the outcomes of work that was accepted. */
export const LOAD_MARKS: LoadMarks = {
  memory: { high: 0.92, low: 0.88 },
  heap: { high: 0.85, low: 0.75 },
  ledger_queue: { high: 0.5, low: 0.2 },
  ledger_age: { high: 2_000, low: 500 },
  event_loop: { high: 500, low: 200 },
};

/** Readings in a row that start refusing: one long pause of the collector is no overload. */
const STRIKES_TO_SHED = 2;
/** Readings in a row that end it. */
const CALM_TO_ACCEPT = 4;

/** Whether new requests are taken in. Work that was accepted goes on in either state. */
export type LoadState =
  | { readonly kind: "accepting"; readonly strikes: number }
  | {
      readonly kind: "shedding";
      readonly pressure: LoadPressure;
      readonly value: number;
      readonly sinceMs: number;
      readonly calm: number;
    };

export const ACCEPTING: LoadState = { kind: "accepting", strikes: 0 };

/** The state after one reading. Readings come at a steady pace, so that counting them is measuring time. */
export function nextLoad(state: LoadState, reading: LoadReading, nowMs: number, marks = LOAD_MARKS): LoadState {
  const pressing = LOAD_PRESSURES.find((pressure) => (reading[pressure] ?? 0) >= marks[pressure].high);
  switch (state.kind) {
    case "accepting": {
      if (pressing === undefined) return ACCEPTING;
      const strikes = state.strikes + 1;
      if (strikes < STRIKES_TO_SHED) return { kind: "accepting", strikes };
      return { kind: "shedding", pressure: pressing, value: reading[pressing] ?? 0, sinceMs: nowMs, calm: 0 };
    }
    case "shedding": {
      if (pressing !== undefined) return { ...state, pressure: pressing, value: reading[pressing] ?? 0, calm: 0 };
      if (LOAD_PRESSURES.some((pressure) => (reading[pressure] ?? 0) >= marks[pressure].low))
        return { ...state, calm: 0 };
      return state.calm + 1 < CALM_TO_ACCEPT ? { ...state, calm: state.calm + 1 } : ACCEPTING;
    }
    default:
      return assertNever(state);
  }
}

/** Why new requests are refused, for callers and operators; null while they are taken in. */
export function sheddingReason(state: LoadState): string | null {
  if (state.kind === "accepting") return null;
  const { pressure, value } = state;
  switch (pressure) {
    case "memory":
      return `${percent(value)} of the memory this instance may use is taken`;
    case "heap":
      return `${percent(value)} of the heap is in use after a full collection`;
    case "ledger_queue":
      return `${percent(value)} of the ledger's queue is full`;
    case "ledger_age":
      return `the ledger is ${printDuration(value)} behind`;
    case "event_loop":
      return `the event loop is ${printDuration(value)} late`;
    default:
      return assertNever(pressure);
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
