import type { FaultKind } from "./fault";

/** One call as the provider saw it. */
export interface SeenCall {
  /** What the provider named it; sent back as its request id, so that records can be compared call by call. */
  readonly id: string;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly model: string | null;
  readonly user: string | null;
  readonly isStream: boolean;
  readonly fault: FaultKind;
  /** `open` while it runs; `answered` when the last byte was handed over; `broken` when either side cut it short. */
  state: "open" | "answered" | "broken";
}

/** What arrived, newest last. The count is exact; of the calls themselves the last `keep` are held. */
export class CallLog {
  #count = 0;
  #calls: SeenCall[] = [];

  constructor(
    private readonly prefix: string,
    private readonly keep: number,
  ) {}

  get count(): number {
    return this.#count;
  }

  add(call: Omit<SeenCall, "id" | "state">): SeenCall {
    this.#count += 1;
    const seen: SeenCall = { ...call, id: `${this.prefix}${String(this.#count).padStart(8, "0")}`, state: "open" };
    this.#calls.push(seen);
    // Halving now and then is cheaper under load than shifting one call each time.
    if (this.#calls.length > this.keep * 2) this.#calls = this.#calls.slice(-this.keep);
    return seen;
  }

  calls(): readonly SeenCall[] {
    return this.#calls.slice(-this.keep);
  }
}
