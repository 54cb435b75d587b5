import type { Worker } from "node:worker_threads";
import type { LedgerFailure } from "@/lib/core/ledger-record";
import { StoreError } from "../store";
import type { CommandResults, FromWriter, ToWriter, WriterCommand } from "./writer-protocol";

/** Starts a writer thread. `isReplacement`: an earlier one of this process died. */
export type SpawnWriter = (isReplacement: boolean) => Worker;

/** A batch the writer has been given and has not settled. The text is kept for a thread that replaces a dead one. */
interface SentBatch {
  readonly first: number;
  readonly count: number;
  readonly body: string;
}

interface SentCommand {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StoreError) => void;
}

export interface WriterEvents {
  /** Entries below `next` are settled; those in `failures` were refused. */
  settled(next: number, failures: readonly { readonly entry: number; readonly failure: LedgerFailure }[]): void;
  /** The writer is writing again after a death, a full disk or a foreign lock; or has stopped. */
  stateChanged(isWriting: boolean): void;
}

const LONGEST_RESTART_WAIT_MS = 5_000;

/**
 * The main thread's end of the writer. A dead thread is replaced and given every unsettled batch again, which is safe
 * because writing an entry twice changes nothing; commands in flight are refused, since their effect is unknown.
 */
export class WriterThread {
  private worker: Worker | null = null;
  private isReady = false;
  private isClosing = false;
  private batches: SentBatch[] = [];
  private readonly commands = new Map<number, SentCommand>();
  private nextCommand = 1;
  private restarts = 0;
  private restartTimer: NodeJS.Timeout | null = null;
  private closed: (() => void) | null = null;

  constructor(
    private readonly spawn: SpawnWriter,
    private readonly events: WriterEvents,
  ) {}

  /** Resolves when the database is open, migrated and free of interrupted work; rejects with a StoreError. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => this.launch(false, resolve, reject));
  }

  /** A batch is being written; the next one gathers meanwhile. */
  get isBusy(): boolean {
    return this.batches.length > 0;
  }

  /** Numbers of entries grow without gaps: `first` follows the last entry of the batch before. */
  send(first: number, count: number, body: string): void {
    this.batches.push({ first, count, body });
    if (this.isReady) this.post({ type: "entries", first, body });
  }

  /** Runs a change of the control plane in a transaction of its own. Rejects with a StoreError. */
  run<Kind extends WriterCommand["kind"]>(
    command: Extract<WriterCommand, { kind: Kind }>,
  ): Promise<CommandResults[Kind]> {
    if (!this.isReady) {
      const message = "The database writer is not running; nothing was changed. Try again in a few seconds.";
      return Promise.reject(new StoreError("closed", message));
    }
    return new Promise((resolve, reject) => {
      const id = this.nextCommand;
      this.nextCommand += 1;
      // The writer answers a command with the result of its kind; the message channel cannot carry that type.
      this.commands.set(id, { resolve: (value) => resolve(value as CommandResults[Kind]), reject });
      this.post({ type: "command", id, command });
    });
  }

  /** Lets the writer finish what it was sent and close the database. */
  close(): Promise<void> {
    this.isClosing = true;
    if (this.restartTimer !== null) clearTimeout(this.restartTimer);
    return new Promise((resolve) => {
      if (!this.isReady || this.worker === null) {
        resolve();
        return;
      }
      this.closed = resolve;
      this.post({ type: "close" });
    });
  }

  private post(message: ToWriter): void {
    this.worker?.postMessage(message);
  }

  private launch(isReplacement: boolean, onReady: () => void, onRefused: (error: Error) => void): void {
    const worker = this.spawn(isReplacement);
    this.worker = worker;
    let lastError: Error | null = null;
    worker.on("message", (message: FromWriter) => {
      if (message.type === "ready") {
        this.isReady = true;
        this.restarts = 0;
        for (const { first, body } of this.batches) this.post({ type: "entries", first, body });
        onReady();
      } else if (message.type === "refused_start") {
        lastError = new StoreError(message.kind, message.message);
      } else {
        this.receive(message);
      }
    });
    worker.on("error", (error) => {
      lastError = error instanceof Error ? error : new Error(String(error));
    });
    worker.on("exit", () => {
      const wasReady = this.isReady;
      this.isReady = false;
      this.worker = null;
      if (this.isClosing) this.closed?.();
      else if (wasReady) this.replace();
      else onRefused(lastError ?? new StoreError("unreadable", "The database writer stopped while it was starting."));
    });
  }

  private receive(message: Exclude<FromWriter, { type: "ready" | "refused_start" }>): void {
    switch (message.type) {
      case "settled":
        this.batches = this.batches.filter((batch) => batch.first + batch.count > message.next);
        this.events.settled(message.next, message.failures);
        return;
      case "waiting":
        this.events.stateChanged(false);
        return;
      case "result":
        this.takeCommand(message.id)?.resolve(message.value);
        return;
      case "refused":
        this.takeCommand(message.id)?.reject(new StoreError(message.kind, message.message));
        return;
      case "closed":
        return;
    }
  }

  private takeCommand(id: number): SentCommand | undefined {
    const command = this.commands.get(id);
    this.commands.delete(id);
    return command;
  }

  private replace(): void {
    this.events.stateChanged(false);
    const message =
      "The database writer stopped before it confirmed the change; look at its effect before trying again.";
    for (const command of this.commands.values()) command.reject(new StoreError("closed", message));
    this.commands.clear();
    const waitMs = Math.min(LONGEST_RESTART_WAIT_MS, this.restarts === 0 ? 0 : 50 * 2 ** this.restarts);
    this.restarts += 1;
    this.restartTimer = setTimeout(() => {
      this.launch(
        true,
        () => this.events.stateChanged(true),
        () => this.replace(),
      );
    }, waitMs);
  }
}
