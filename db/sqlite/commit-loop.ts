import type Database from "better-sqlite3";
import type { LedgerEntry, LedgerFailure } from "@/lib/core/ledger-record";
import { StoreError } from "../store";
import { Checkpoint } from "./checkpoint";
import { Sqlite } from "./driver";
import { decodeEntries } from "./ledger-codec";
import { LedgerWriter } from "./ledger-writer";
import { CommandRunner } from "./run-command";
import { toStoreError } from "./store-failure";
import type { FromWriter, ToWriter, WriterCommand } from "./writer-protocol";

type Failures = { entry: number; failure: LedgerFailure }[];

/**
 * Works through messages in the order they came: neighbouring batches share one transaction (group commit), a command
 * of the control plane has its own. Answers every entry and every command exactly once.
 */
export class CommitLoop {
  private readonly ledger: LedgerWriter;
  private readonly commands: CommandRunner;
  private readonly checkpoint: Checkpoint;

  constructor(
    private readonly db: Database.Database,
    private readonly file: string,
    private readonly post: (message: FromWriter) => void,
  ) {
    this.ledger = new LedgerWriter(db);
    this.commands = new CommandRunner(db);
    this.checkpoint = new Checkpoint(db);
  }

  get needsSettling(): boolean {
    return this.ledger.rollups.isStale;
  }

  closeInterrupted(): number {
    return this.transact(() => this.ledger.closeInterrupted());
  }

  /** `isIdle` tells whether more messages wait. */
  work(messages: readonly Exclude<ToWriter, { type: "close" }>[]): void {
    let entries: LedgerEntry[] = [];
    let first = 0;
    const commit = (): void => {
      if (entries.length > 0) this.commitEntries(first, entries);
      entries = [];
    };
    for (const message of messages) {
      if (message.type === "entries") {
        if (entries.length === 0) first = message.first;
        entries.push(...decodeEntries(message.body));
      } else {
        commit();
        this.runCommand(message.id, message.command);
        this.checkpoint.wrote(1);
      }
    }
    commit();
    this.ledger.rollups.afterCommit();
  }

  /** Brings quarters and hours up to date. Skipped when the disk is full: the marks stay and it is tried again. */
  settle(): void {
    try {
      this.transact(() => this.ledger.settle());
      this.ledger.rollups.settled();
    } catch (error) {
      this.ledger.reset();
      if (!(error instanceof Sqlite.SqliteError)) throw error;
    }
  }

  takeCheckpoint(isIdle: boolean): void {
    try {
      this.checkpoint.takeIfDue(isIdle);
    } catch (error) {
      // The log keeps what could not be copied; commits report a disk that is really full.
      if (!(error instanceof Sqlite.SqliteError)) throw error;
    }
  }

  private commitEntries(first: number, entries: readonly LedgerEntry[]): void {
    const failures: Failures = [];
    try {
      this.transact(() => this.applyAll(entries));
    } catch (error) {
      this.ledger.reset();
      if (isFull(error)) {
        const failure = this.failureOf(error);
        for (let i = 0; i < entries.length; i += 1) failures.push({ entry: first + i, failure });
      } else {
        this.commitOneByOne(first, entries, failures);
      }
    }
    this.checkpoint.wrote(entries.length);
    this.post({ type: "settled", next: first + entries.length, failures });
  }

  /** After a batch that failed for a reason of its own: only the entry at fault is refused. */
  private commitOneByOne(first: number, entries: readonly LedgerEntry[], failures: Failures): void {
    for (const [i, entry] of entries.entries()) {
      try {
        this.transact(() => this.applyAll([entry]));
      } catch (error) {
        this.ledger.reset();
        failures.push({ entry: first + i, failure: this.failureOf(error) });
      }
    }
  }

  private applyAll(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) this.ledger.apply(entry);
    this.ledger.rollups.writeMinutes();
  }

  private runCommand(id: number, command: WriterCommand): void {
    try {
      if (command.kind === "settle_rollups") {
        this.settle();
        this.post({ type: "result", id, value: null });
        return;
      }
      const value = this.transact(() => this.commands.run(command));
      this.post({ type: "result", id, value });
    } catch (error) {
      const failure = toStoreError(error, this.file);
      const kind = failure instanceof StoreError ? failure.kind : "unreadable";
      this.post({ type: "refused", id, kind, message: failure.message });
    }
  }

  /** One immediate transaction; waits for as long as another program holds the database. */
  private transact<Result>(work: () => Result): Result {
    const transaction = this.db.transaction(work);
    for (;;) {
      try {
        return transaction.immediate();
      } catch (error) {
        if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith("SQLITE_BUSY")) throw error;
        this.post({ type: "waiting" });
      }
    }
  }

  private failureOf(error: unknown): LedgerFailure {
    return { kind: isFull(error) ? "disk_full" : "unwritable", message: toStoreError(error, this.file).message };
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code === "SQLITE_FULL";
}
