import { bareSignal, type Signal } from "@/lib/core/signal";
import type { FaultKind } from "@/lib/upstream/simulated-provider/fault";

/** The faults the demo plays, in the past and live. */
export type SpellKind = Extract<
  FaultKind,
  | "error_500"
  | "error_503"
  | "rate_limited"
  | "reset"
  | "silence"
  | "model_not_found_503"
  | "malformed_json"
  | "cut_mid_stream"
>;

/** A stretch of bad weather at one provider. Times are epoch milliseconds. */
export interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
  readonly provider: string;
  /** Only calls for this model; every model without it. */
  readonly model?: string;
  readonly kind: SpellKind;
  /** Share of calls it hits, 0-1. */
  readonly share: number;
}

/**
 * The trouble a person finds when the demo starts: the search canary breaks its streams. Rolling the canary back ends
 * it at once; left alone it passes after a while.
 */
export const OPEN_TROUBLE = {
  provider: "comet-sim",
  model: "sim-alt-small",
  kind: "cut_mid_stream",
  share: 0.28,
  minutesBefore: 8,
  minutesAfter: 12,
} as const;

/** What a fault is to the gateway, and how long it takes to show; null stands for the route's headers timeout. */
export interface SpellEffect {
  readonly signal: Signal;
  readonly latencyMs: number | null;
}

const SIGNALS: Readonly<Record<SpellKind, Signal>> = {
  error_500: bareSignal({
    class: "server_error",
    httpStatus: 500,
    providerMessage: "The server had an error while processing your request. Sorry about that!",
  }),
  error_503: bareSignal({
    class: "route_unavailable",
    httpStatus: 503,
    providerMessage: "The engine is currently overloaded, please try again later.",
  }),
  rate_limited: bareSignal({
    class: "rate_limited",
    httpStatus: 429,
    statedWaitMs: 1_000,
    providerMessage: "Rate limit reached.",
  }),
  reset: bareSignal({ class: "transport_error", detail: "reset" }),
  silence: bareSignal({ class: "transport_timeout", detail: "headers" }),
  model_not_found_503: bareSignal({
    class: "route_unavailable",
    httpStatus: 503,
    providerMessage: "no available channel for group default (distributor)",
  }),
  malformed_json: bareSignal({ class: "invalid_output", detail: "unparsable", httpStatus: 200 }),
  cut_mid_stream: bareSignal({ class: "stream_interrupted", detail: "reset", httpStatus: 200 }),
};

/** Median time until a fault shows, in milliseconds; silence shows when our own patience ends. */
const SHOWS_AFTER_MS: Readonly<Record<SpellKind, number | null>> = {
  error_500: 140,
  error_503: 90,
  rate_limited: 40,
  reset: 25,
  silence: null,
  model_not_found_503: 60,
  malformed_json: 800,
  cut_mid_stream: 620,
};

/** How one call fares under a fault. */
export function spellEffect(kind: SpellKind, random: () => number): SpellEffect {
  const afterMs = SHOWS_AFTER_MS[kind];
  return { signal: SIGNALS[kind], latencyMs: afterMs === null ? null : afterMs * (0.7 + 0.6 * random()) };
}

export function covers(
  spell: Spell,
  call: { readonly atMs: number; readonly provider: string; readonly model: string },
): boolean {
  const isNow = call.atMs >= spell.fromMs && call.atMs < spell.toMs;
  const isHere = spell.provider === call.provider && (spell.model === undefined || spell.model === call.model);
  return isNow && isHere;
}
