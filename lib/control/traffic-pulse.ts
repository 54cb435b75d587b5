import type { RealTraffic } from "@/lib/core/drill-abort";
import { isServiceFailure } from "@/lib/core/drill-abort";
import type { RequestOutcome } from "@/lib/core/ledger-record";

/** How far back the pulse can be asked. */
export const PULSE_SECONDS = 900;

/** Counts how real callers' requests end, second by second, in this process: what a drill watches while it runs. */
export class TrafficPulse {
  readonly #seconds = new Float64Array(PULSE_SECONDS);
  readonly #requests = new Uint32Array(PULSE_SECONDS);
  readonly #failures = new Uint32Array(PULSE_SECONDS);

  constructor(private readonly nowMs: () => number) {}

  count(outcome: Pick<RequestOutcome, "state" | "reasonCode">): void {
    const second = Math.floor(this.nowMs() / 1000);
    const at = second % PULSE_SECONDS;
    if (this.#seconds[at] !== second) {
      this.#seconds[at] = second;
      this.#requests[at] = 0;
      this.#failures[at] = 0;
    }
    this.#requests[at] = (this.#requests[at] ?? 0) + 1;
    if (isServiceFailure(outcome)) this.#failures[at] = (this.#failures[at] ?? 0) + 1;
  }

  /** What ended between two moments (epoch milliseconds), to the second. */
  between(fromMs: number, toMs: number): RealTraffic {
    const [from, to] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
    let requests = 0;
    let failures = 0;
    for (let at = 0; at < PULSE_SECONDS; at += 1) {
      const second = this.#seconds[at] ?? 0;
      if (second < from || second > to) continue;
      requests += this.#requests[at] ?? 0;
      failures += this.#failures[at] ?? 0;
    }
    return { requests, failures };
  }
}
