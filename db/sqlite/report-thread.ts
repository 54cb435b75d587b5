import type { Worker } from "node:worker_threads";
import { StoreError } from "../store";
import type { FromReportWorker, ReportArguments, ReportName, ReportOrder, ReportResult } from "./report-protocol";

const LIMIT_MS = 3_000;

interface Waiting {
  readonly order: ReportOrder;
  readonly limitMs: number;
  readonly resolve: (json: string) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * The main thread's end of the report worker. One query runs at a time; one that takes longer than its limit is
 * stopped by ending the thread, which is replaced for the next.
 */
export class ReportThread {
  private worker: Worker | null = null;
  /** Settles when the worker has opened its connection or is gone. */
  private opened: Promise<unknown> = Promise.resolve();
  private queue: Waiting[] = [];
  private running: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | null = null;
  private nextId = 1;
  private isClosed = false;

  constructor(private readonly spawn: () => Worker) {}

  /** Rejects with a StoreError: `timeout`, `closed`, or what the database said. The limit counts from the query's start. */
  async run<Name extends ReportName>(
    name: Name,
    args: ReportArguments<Name>,
    limitMs: number = LIMIT_MS,
  ): Promise<ReportResult<Name>> {
    const json = await new Promise<string>((resolve, reject) => {
      if (this.isClosed) {
        reject(new StoreError("closed", "The database is closed."));
        return;
      }
      const order: ReportOrder = { id: this.nextId, name, args };
      this.nextId += 1;
      this.queue.push({ order, limitMs, resolve, reject });
      this.startNext();
    });
    // The worker ran the query of this name, so the text is its result.
    return JSON.parse(json) as ReportResult<Name>;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const closed = new StoreError("closed", "The database is closed.");
    for (const waiting of this.queue.splice(0)) waiting.reject(closed);
    if (this.running !== null) {
      clearTimeout(this.running.timer);
      this.running.waiting.reject(closed);
      this.running = null;
    }
    if (this.worker !== null) await end(this.worker, this.opened);
  }

  private startNext(): void {
    if (this.running !== null) return;
    const waiting = this.queue.shift();
    if (waiting === undefined) return;
    const worker = this.worker ?? this.launch();
    const timer = setTimeout(() => {
      this.running = null;
      this.worker = null;
      void end(worker, this.opened);
      waiting.reject(
        new StoreError("timeout", `The report took longer than ${waiting.limitMs / 1_000} s; ask for less.`),
      );
      this.startNext();
    }, waiting.limitMs);
    this.running = { waiting, timer };
    worker.postMessage(waiting.order);
  }

  private launch(): Worker {
    const worker = this.spawn();
    this.worker = worker;
    this.opened = new Promise((resolve) => worker.once("message", resolve).once("exit", resolve));
    worker.on("message", (answer: FromReportWorker) => {
      if (answer === "open") return;
      const { running } = this;
      if (running === null || running.waiting.order.id !== answer.id) return;
      this.finish();
      if ("json" in answer) running.waiting.resolve(answer.json);
      else running.waiting.reject(new StoreError(answer.kind, answer.error));
      this.startNext();
    });
    worker.on("error", (error) => this.lost(worker, error instanceof Error ? error.message : String(error)));
    worker.on("exit", () => this.lost(worker, "it stopped"));
    return worker;
  }

  private finish(): void {
    if (this.running !== null) clearTimeout(this.running.timer);
    this.running = null;
  }

  private lost(worker: Worker, why: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const { running } = this;
    this.finish();
    running?.waiting.reject(new StoreError("unreadable", `The report could not be read: ${why}.`));
    this.startNext();
  }
}

/** Ends a thread once it has opened the database: from Node 22 on, ending it while the binding loads ends the process. */
async function end(worker: Worker, opened: Promise<unknown>): Promise<void> {
  await opened;
  await worker.terminate();
}
