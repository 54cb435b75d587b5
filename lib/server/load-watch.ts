import { ACCEPTING, type LoadReading, type LoadState, nextLoad, sheddingReason } from "@/lib/core/load-shedding";

const READ_EVERY_MS = 250;

/** Where readings come from. */
export interface LoadSource {
  read(): LoadReading;
  close(): void;
}

interface Timers {
  every(periodMs: number, run: () => void): { stop(): void };
}

/**
 * Reads the load four times a second and says when to stop taking new work and when to start again, so that the path
 * of a request only sees the verdict.
 */
export class LoadWatch {
  #state: LoadState = ACCEPTING;
  readonly #timer: { stop(): void };

  constructor(
    private readonly source: LoadSource,
    timers: Timers,
    private readonly nowMs: () => number,
    /** Told the reason when refusing begins or its cause changes, and null when it ends. */
    private readonly onChange: (reason: string | null) => void,
  ) {
    this.#timer = timers.every(READ_EVERY_MS, () => this.#look());
  }

  get state(): LoadState {
    return this.#state;
  }

  /** Why new requests are refused; null while they are taken in. */
  get reason(): string | null {
    return sheddingReason(this.#state);
  }

  stop(): void {
    this.#timer.stop();
    this.source.close();
  }

  #look(): void {
    const before = this.#state;
    this.#state = nextLoad(before, this.source.read(), this.nowMs());
    if (pressureOf(before) !== pressureOf(this.#state)) this.onChange(this.reason);
  }
}

function pressureOf(state: LoadState): string | null {
  return state.kind === "shedding" ? state.pressure : null;
}
