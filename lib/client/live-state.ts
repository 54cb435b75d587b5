/** Data older than this is stale: values dim, a status becomes "No data", and nothing stays green. */
export const STALE_AFTER_MS = 25_000;

/** How often a page asks by itself while the stream is down. */
export const POLL_EVERY_MS = 15_000;

export type LiveConnection = "connecting" | "open" | "polling" | "paused";

export interface LiveState {
  readonly connection: LiveConnection;
  /** Moment, by this browser's clock, at which what is on screen was true; null before the page has started. */
  readonly freshAtMs: number | null;
  /** Why the gateway takes no new requests; null while it does. */
  readonly shedding: string | null;
}

export const INITIAL_LIVE_STATE: LiveState = { connection: "connecting", freshAtMs: null, shedding: null };

export type LiveAction =
  | { readonly type: "started"; readonly nowMs: number }
  | { readonly type: "opened" }
  | { readonly type: "lost" }
  | { readonly type: "hidden" }
  | { readonly type: "shown" }
  | { readonly type: "load"; readonly shedding: string | null }
  /** The server said, at its time `serverAtMs`, that its data is whole up to `dataUntilMs`. */
  | { readonly type: "fresh"; readonly serverAtMs: number; readonly dataUntilMs: number; readonly nowMs: number };

/** The next state. The age of data is a difference of two server times, so a wrong browser clock does no harm. */
export function reduceLive(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case "started":
      return { ...state, connection: "connecting", freshAtMs: action.nowMs };
    case "opened":
      return { ...state, connection: "open" };
    case "lost":
      return state.connection === "paused" ? state : { ...state, connection: "polling" };
    case "hidden":
      return { ...state, connection: "paused" };
    case "shown":
      return { ...state, connection: "connecting" };
    case "load":
      return state.shedding === action.shedding ? state : { ...state, shedding: action.shedding };
    case "fresh": {
      const freshAtMs = action.nowMs - Math.max(0, action.serverAtMs - action.dataUntilMs);
      return freshAtMs <= (state.freshAtMs ?? 0) ? state : { ...state, freshAtMs };
    }
  }
}

/** Age of the data in milliseconds; null before the page has started. */
export function dataAgeMs(state: LiveState, nowMs: number): number | null {
  return state.freshAtMs === null ? null : Math.max(0, nowMs - state.freshAtMs);
}

export function isStale(state: LiveState, nowMs: number): boolean {
  const ageMs = dataAgeMs(state, nowMs);
  return ageMs !== null && ageMs > STALE_AFTER_MS;
}
