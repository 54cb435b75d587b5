import type { Ledger, LedgerEntry, LedgerFailure } from "@/lib/core/ledger-record";
import type { LedgerFigures } from "../store";
import type { Durability } from "./connection";
import { encodeEntries } from "./ledger-codec";
import type { WriterEvents } from "./writer-thread";

type OnSettled = (failure: LedgerFailure | null) => void;

/**
 * How long the first entry of a batch may wait for others while the event loop is busy. A commit costs about as much as
 * fifteen entries do (seven to fifteen pages and a sync), so where the processor is short, gathering gives it back.
 */
const LONGEST_GATHERING_MS = 6;
/** A turn of the event loop that took this long found work to do, even if it brought no entry: more are on their way. */
const BUSY_TURN_MS = 0.1;
/** Fewer entries than this in the batch before and in this one: too few come for a commit to be worth sharing. */
const WORTH_GATHERING = 4;

/** What the queue needs of the writer thread. */
interface BatchSink {
  readonly isBusy: boolean;
  send(first: number, count: number, body: string): void;
}

/**
 * The gateway's ledger. Entries gather while the writer is busy and, under load, while the event loop is, and leave as
 * one message when a turn of the loop found nothing to do: at once when few come, dozens together when many do.
 * Bounded: `accepted = recorded + refused + queued` at all times.
 */
export class LedgerClient implements Ledger, WriterEvents {
  private gathered: LedgerEntry[] = [];
  /** Callbacks of every unsettled entry, in order; the first belongs to entry number `settled`. */
  private waiting: (OnSettled | null)[] = [];
  private waitingFrom = 0;
  private settledCount = 0;
  private sentCount = 0;
  private accepted = 0;
  private recorded = 0;
  private refused = 0;
  private committedAtMs: number | null = null;
  private isWriting = true;
  private isClosed = false;
  private isScheduled = false;
  /** When the oldest gathered entry came, on the monotonic clock. */
  private gatheringSinceMs = 0;
  private turnBeganMs = 0;
  private gatheredBefore = 0;
  private lastBatch = 0;
  private whenEmpty: (() => void)[] = [];

  constructor(
    private readonly durability: Durability,
    private readonly queueLimit: number,
    private readonly now: () => number,
    private readonly sink: () => BatchSink,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  append(entry: LedgerEntry, onSettled: OnSettled): void {
    this.accepted += 1;
    if (this.isClosed) {
      this.refuse(onSettled, { kind: "closed", message: "The ledger is closed; the process is shutting down." });
      return;
    }
    if (this.queued >= this.queueLimit) {
      this.refuse(onSettled, { kind: "queue_full", message: "The ledger cannot keep up; its queue is full." });
      return;
    }
    if (this.gathered.length === 0) this.gatheringSinceMs = this.monotonicMs();
    this.gathered.push(entry);
    this.waiting.push(this.durability === "strict" ? onSettled : null);
    if (!this.isScheduled) this.schedule();
    if (this.durability === "relaxed") onSettled(null);
  }

  figures(): LedgerFigures {
    const { accepted, recorded, refused, queued, committedAtMs } = this;
    return { accepted, recorded, refused, queued, committedAtMs, state: this.isWriting ? "recording" : "degraded" };
  }

  /** Resolves when everything appended so far is settled. */
  drained(): Promise<void> {
    return this.queued === 0 ? Promise.resolve() : new Promise((resolve) => this.whenEmpty.push(resolve));
  }

  /** Refuses what comes from now on; what was accepted is still written. */
  stop(): void {
    this.isClosed = true;
  }

  settled(next: number, failures: readonly { readonly entry: number; readonly failure: LedgerFailure }[]): void {
    const failureOf = new Map(failures.map(({ entry, failure }) => [entry, failure]));
    this.isWriting = failures.every(({ failure }) => failure.kind !== "disk_full");
    if (next - this.settledCount > failures.length) this.committedAtMs = this.now();
    while (this.settledCount < next) {
      const failure = failureOf.get(this.settledCount) ?? null;
      const onSettled = this.waiting[this.waitingFrom];
      this.waitingFrom += 1;
      this.settledCount += 1;
      if (failure === null) this.recorded += 1;
      else this.refused += 1;
      onSettled?.(failure);
    }
    this.compactWaiting();
    if (this.gathered.length > 0 && !this.isScheduled) this.schedule();
    if (this.queued === 0) for (const resolve of this.whenEmpty.splice(0)) resolve();
  }

  stateChanged(isWriting: boolean): void {
    this.isWriting = isWriting;
  }

  private get queued(): number {
    return this.waiting.length - this.waitingFrom;
  }

  private refuse(onSettled: OnSettled, failure: LedgerFailure): void {
    this.refused += 1;
    onSettled(failure);
  }

  private schedule(): void {
    this.isScheduled = true;
    this.turnBeganMs = this.monotonicMs();
    this.gatheredBefore = this.gathered.length;
    setImmediate(this.endTurn);
  }

  private readonly endTurn = (): void => {
    const nowMs = this.monotonicMs();
    const isBusy = this.gathered.length > this.gatheredBefore || nowMs - this.turnBeganMs > BUSY_TURN_MS;
    const isWorthIt = Math.max(this.lastBatch, this.gathered.length) >= WORTH_GATHERING;
    if (isBusy && isWorthIt && nowMs - this.gatheringSinceMs < LONGEST_GATHERING_MS) {
      this.schedule();
      return;
    }
    this.isScheduled = false;
    const sink = this.sink();
    // A busy writer says when it has settled, and that schedules the next batch.
    if (!sink.isBusy) this.flush(sink);
  };

  private flush(sink: BatchSink): void {
    const entries = this.gathered;
    this.gathered = [];
    this.lastBatch = entries.length;
    sink.send(this.sentCount, entries.length, encodeEntries(entries));
    this.sentCount += entries.length;
  }

  /** Drops settled callbacks from the front once they are the larger part: shifting one by one would copy each time. */
  private compactWaiting(): void {
    if (this.waitingFrom < 1_024 && this.waitingFrom < this.waiting.length) return;
    this.waiting = this.waiting.slice(this.waitingFrom);
    this.waitingFrom = 0;
  }
}
