import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Checkpoint } from "@/db/sqlite/checkpoint";
import { Sqlite } from "@/db/sqlite/driver";

const PAGE_BYTES = 4096;

describe("copying the write-ahead log into the database", () => {
  let folder: string;
  let db: Database.Database;
  let checkpoint: Checkpoint;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "switchyard-checkpoint-"));
    db = new Sqlite(join(folder, "log.db"));
    db.pragma("journal_mode = wal");
    db.pragma("synchronous = off");
    db.pragma("wal_autocheckpoint = 0");
    db.exec("create table filler (bytes blob)");
    checkpoint = new Checkpoint(db);
  });

  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const fill = (pages: number): void => {
    db.prepare("insert into filler values (zeroblob(?))").run(pages * PAGE_BYTES);
  };
  const copiedPages = (): number => {
    const [state] = db.pragma("wal_checkpoint(NOOP)") as { checkpointed: number }[];
    return state?.checkpointed ?? -1;
  };

  it("is left for later while the log is short", () => {
    fill(500);
    checkpoint.wrote(10_000);
    checkpoint.takeIfDue(true);
    expect(copiedPages()).toBe(0);
  });

  it("happens at a thousand pages with nothing else to do, and not yet under load", () => {
    fill(1_500);
    checkpoint.wrote(10_000);
    checkpoint.takeIfDue(false);
    expect(copiedPages()).toBe(0);
    checkpoint.takeIfDue(true);
    expect(copiedPages()).toBeGreaterThan(1_500);
  });

  it("happens at eight thousand pages under load, looked at after so many writes and not before", () => {
    fill(9_000);
    checkpoint.wrote(255);
    checkpoint.takeIfDue(false);
    expect(copiedPages()).toBe(0);
    checkpoint.wrote(1);
    checkpoint.takeIfDue(false);
    expect(copiedPages()).toBeGreaterThan(9_000);
  });
});
