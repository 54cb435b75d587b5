import { totalmem } from "node:os";
import { constants, monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { LedgerFigures } from "@/db/store";
import type { LoadReading } from "@/lib/core/load-shedding";
import { markQueue, type QueueMarks, queueAgeMs } from "@/lib/core/queue-age";

const LOOP_RESOLUTION_MS = 20;
/** A full collection older than this says nothing of the heap now. */
const COLLECTION_VALID_MS = 10_000;

/**
 * Measures what an instance can run out of; each reading costs some tens of microseconds. The heap is measured right
 * after full collections only: before one, most of it may be garbage.
 */
export class LoadProbe {
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  readonly #collections: PerformanceObserver;
  readonly #heapLimitBytes = getHeapStatistics().heap_size_limit;
  readonly #memoryLimitBytes = memoryLimit();
  #liveHeap: { readonly bytes: number; readonly atMs: number } | null = null;
  #marks: QueueMarks = [];

  constructor(
    private readonly ledger: () => LedgerFigures,
    private readonly queueLimit: number,
  ) {
    this.#loop.enable();
    this.#collections = new PerformanceObserver((list) => {
      if (list.getEntries().some(isFullCollection))
        this.#liveHeap = { bytes: getHeapStatistics().used_heap_size, atMs: performance.now() };
    });
    this.#collections.observe({ entryTypes: ["gc"] });
  }

  read(): LoadReading {
    const nowMs = performance.now();
    const { accepted, recorded, refused, queued } = this.ledger();
    this.#marks = markQueue(this.#marks, accepted, recorded + refused, nowMs);
    return {
      memory: process.memoryUsage.rss() / this.#memoryLimitBytes,
      heap: this.#heapShare(nowMs),
      ledger_queue: queued / this.queueLimit,
      ledger_age: queueAgeMs(this.#marks, nowMs),
      event_loop: this.#lateness(),
    };
  }

  close(): void {
    this.#loop.disable();
    this.#collections.disconnect();
  }

  #heapShare(nowMs: number): number | null {
    if (this.#liveHeap === null || nowMs - this.#liveHeap.atMs > COLLECTION_VALID_MS) return null;
    return this.#liveHeap.bytes / this.#heapLimitBytes;
  }

  /** How late timers ran on average since the last reading. */
  #lateness(): number | null {
    const meanMs = this.#loop.mean / 1e6;
    this.#loop.reset();
    return Number.isFinite(meanMs) ? Math.max(0, meanMs - LOOP_RESOLUTION_MS) : null;
  }
}

/** What the container allows, or else what the machine has. */
function memoryLimit(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 && allowed < totalmem() ? allowed : totalmem();
}

/** Node's types leave out what a collection's entry carries. */
function isFullCollection(entry: PerformanceEntry): boolean {
  const detail = "detail" in entry ? entry.detail : null;
  const isKnown = typeof detail === "object" && detail !== null && "kind" in detail;
  return isKnown && detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
