import type Database from "better-sqlite3";

/** Pages of 4 KiB in the log that are not yet in the database: with nothing else to do, this many are copied. */
const IDLE_PAGES = 1_000;
/** Under load the log may grow to this first: a checkpoint holds up one commit. */
const BUSY_PAGES = 8_000;
/** A log this long has not been able to start over because somebody keeps reading; wait for them once. */
const OVERGROWN_PAGES = 50_000;

/** Looking costs as much as writing an entry. So many writes fill some hundred pages, two thousand if each is committed alone. */
const WRITES_BETWEEN_LOOKS = 256;

/** Copies the write-ahead log into the database by its size. `isIdle`: no batch is waiting. */
export class Checkpoint {
  private writesUnseen = 0;
  private readonly look: Database.Statement<[], { log: number; checkpointed: number }>;

  constructor(private readonly db: Database.Database) {
    this.look = db.prepare("pragma wal_checkpoint(NOOP)");
  }

  /** Counts ledger entries and commands that were written. */
  wrote(count: number): void {
    this.writesUnseen += count;
  }

  takeIfDue(isIdle: boolean): void {
    if (!isIdle && this.writesUnseen < WRITES_BETWEEN_LOOKS) return;
    this.writesUnseen = 0;
    const { log, checkpointed } = this.look.get() ?? { log: 0, checkpointed: 0 };
    if (log > OVERGROWN_PAGES) this.db.pragma("wal_checkpoint(RESTART)");
    else if (log - checkpointed > (isIdle ? IDLE_PAGES : BUSY_PAGES)) this.db.pragma("wal_checkpoint(PASSIVE)");
  }
}
