import type { LiveEvent } from "@/lib/contract/live";

/** An event as a subscriber gets it. Heartbeats carry no id: they are not worth replaying. */
export interface NumberedEvent {
  readonly id: number | null;
  readonly event: LiveEvent;
}

export type SubscribeResult =
  | { readonly kind: "subscribed"; readonly subscription: LiveSubscription }
  | { readonly kind: "refused"; readonly limit: "total" | "session"; readonly atMost: number };

export interface LiveHubOptions {
  /** Ids grow by one from here. Taking the start time keeps them growing over a restart. */
  readonly firstId: number;
  readonly replayedEvents: number;
  readonly queuedEvents: number;
  readonly maxSubscribers: number;
  readonly maxPerSession: number;
}

export const LIVE_HUB_DEFAULTS = {
  replayedEvents: 256,
  queuedEvents: 128,
  maxSubscribers: 500,
  maxPerSession: 4,
} as const satisfies Omit<LiveHubOptions, "firstId">;

/**
 * Tells open tabs what changed, within this process. Every subscriber has its own bounded queue; one that does not
 * read is closed rather than fed forever, and catches up by `Last-Event-ID` when it comes back.
 */
export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #subscribers = new Set<LiveSubscription>();
  readonly #replay: NumberedEvent[] = [];
  #nextId: number;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#nextId = options.firstId;
  }

  get subscriberCount(): number {
    return this.#subscribers.size;
  }

  /** Never waits and never throws: a slow tab cannot hold up a change. */
  emit(event: LiveEvent): void {
    const isKept = event.type !== "heartbeat";
    const numbered: NumberedEvent = { id: isKept ? this.#nextId++ : null, event };
    if (isKept) {
      this.#replay.push(numbered);
      if (this.#replay.length > this.#options.replayedEvents) this.#replay.shift();
    }
    for (const subscriber of this.#subscribers) subscriber.offer(numbered);
  }

  /** Starts with the kept events after `lastEventId`; with none for a new tab, which has just read everything. */
  subscribe(session: string, lastEventId: number | null): SubscribeResult {
    const { maxSubscribers, maxPerSession, queuedEvents } = this.#options;
    if (this.#subscribers.size >= maxSubscribers) return { kind: "refused", limit: "total", atMost: maxSubscribers };
    const ofSession = [...this.#subscribers].filter((subscriber) => subscriber.session === session).length;
    if (ofSession >= maxPerSession) return { kind: "refused", limit: "session", atMost: maxPerSession };
    const missed = lastEventId === null ? [] : this.#replay.filter(({ id }) => id !== null && id > lastEventId);
    const subscription = new LiveSubscription(session, queuedEvents, missed, () =>
      this.#subscribers.delete(subscription),
    );
    this.#subscribers.add(subscription);
    return { kind: "subscribed", subscription };
  }

  /** Ends every stream, for shutdown. */
  close(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.close();
  }
}

/** One open tab: a queue with one reader. */
export class LiveSubscription {
  readonly #queue: NumberedEvent[];
  #wake: (() => void) | null = null;
  #isClosed = false;

  constructor(
    readonly session: string,
    private readonly queuedEvents: number,
    missed: readonly NumberedEvent[],
    private readonly onClose: () => void,
  ) {
    this.#queue = missed.slice(-queuedEvents);
  }

  /** Takes one event, or closes the subscription when its reader is too far behind. */
  offer(event: NumberedEvent): void {
    if (this.#isClosed) return;
    if (this.#queue.length >= this.queuedEvents) {
      this.close();
      return;
    }
    this.#queue.push(event);
    this.#wake?.();
  }

  /** The next event in order, waiting for one; null once closed and empty. One call at a time. */
  async next(): Promise<NumberedEvent | null> {
    while (this.#queue.length === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return this.#queue.shift() ?? null;
  }

  /** What is queued can still be read. Closing twice is harmless. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClose();
    this.#wake?.();
  }
}
