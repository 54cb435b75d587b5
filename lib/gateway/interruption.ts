import type { Signal } from "../core/signal";

/** What a failure is called once the caller has seen part of the answer; the detail keeps what it was. */
export function asInterruption(signal: Signal): Signal {
  return { ...signal, class: "stream_interrupted", detail: signal.detail ?? signal.class };
}
