import type { TimeoutKind } from "../core/signal-class";

/**
 * The deadlines of one attempt on one timer. Moving a deadline further away costs nothing: the timer is only set again
 * when it fires early. `onExpire` is called at most once, with the deadline that passed.
 */
export class Deadlines {
  readonly #at: Record<TimeoutKind, number> = {
    connect: Number.POSITIVE_INFINITY,
    headers: Number.POSITIVE_INFINITY,
    first_token: Number.POSITIVE_INFINITY,
    idle: Number.POSITIVE_INFINITY,
    total: Number.POSITIVE_INFINITY,
  };
  #timer: NodeJS.Timeout | null = null;
  #armedFor = Number.POSITIVE_INFINITY;

  /** `nowMs` is any monotonic clock. */
  constructor(
    private readonly nowMs: () => number,
    private readonly onExpire: (kind: TimeoutKind) => void,
  ) {}

  set(kind: TimeoutKind, durationMs: number): void {
    const at = this.nowMs() + durationMs;
    this.#at[kind] = at;
    if (at < this.#armedFor) this.#arm(at);
  }

  clear(kind: TimeoutKind): void {
    this.#at[kind] = Number.POSITIVE_INFINITY;
  }

  /** Milliseconds until this deadline; infinite when it is not set. */
  left(kind: TimeoutKind): number {
    return this.#at[kind] - this.nowMs();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #arm(at: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#armedFor = at;
    this.#timer = setTimeout(() => this.#fire(), Math.max(1, Math.ceil(at - this.nowMs())));
  }

  #fire(): void {
    this.#timer = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
    let next: TimeoutKind = "total";
    for (const kind of ["connect", "headers", "first_token", "idle"] as const)
      if (this.#at[kind] < this.#at[next]) next = kind;
    const at = this.#at[next];
    if (at <= this.nowMs()) this.onExpire(next);
    else if (at !== Number.POSITIVE_INFINITY) this.#arm(at);
  }
}
