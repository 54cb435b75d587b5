import { statSync } from "node:fs";
import type Database from "better-sqlite3";
import { StoreError } from "../store";
import { Sqlite } from "./driver";
import { migrate } from "./migrate";
import { toStoreError } from "./store-failure";

export type Durability = "strict" | "relaxed";

/** The first SQLite without the WAL-reset defect that can lose committed pages (fixed in 3.51.3). */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** Up to this size a start reads the whole file for damage; larger files are checked as they are read. */
const CHECKED_AT_START_BYTES = 64 * 1024 * 1024;

/**
 * Opens the one writing connection: creates or migrates the file (its folder exists), sets every pragma and asserts that it took.
 * Throws a StoreError with one sentence for an operator; never deletes or replaces a file.
 */
export function openWriter(file: string, durability: Durability, migrationsDir: string): Database.Database {
  try {
    const db = new Sqlite(file, { timeout: 1_000 });
    try {
      assertVersion(db);
      setPragma(db, "journal_mode", "wal", "wal");
      setPragma(db, "synchronous", durability === "strict" ? "FULL" : "NORMAL", durability === "strict" ? 2 : 1);
      setPragma(db, "foreign_keys", "ON", 1);
      setPragma(db, "busy_timeout", "1000", 1_000);
      // Checkpoints are taken by size and when idle (checkpoint.ts), not in the middle of a commit.
      setPragma(db, "wal_autocheckpoint", "0", 0);
      setPragma(db, "journal_size_limit", "67108864", 67_108_864);
      setPragma(db, "cache_size", "-32768", -32_768);
      assertSound(db, file);
      migrate(db, file, migrationsDir);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw toStoreError(error, file);
  }
}

/** Opens a connection that can only read. The writer must have opened the file before. */
export function openReader(file: string): Database.Database {
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 1_000 });
    setPragma(db, "query_only", "ON", 1);
    // An index built for one answer reads the whole table first; queries here name the index they have.
    setPragma(db, "automatic_index", "OFF", 0);
    setPragma(db, "cache_size", "-16384", -16_384);
    return db;
  } catch (error) {
    throw toStoreError(error, file);
  }
}

function assertVersion(db: Database.Database): void {
  const version = db.prepare<[], { version: string }>("select sqlite_version() as version").get()?.version ?? "0";
  const parts = version.split(".").map(Number);
  for (const [place, oldest] of OLDEST_SQLITE.entries()) {
    const found = parts[place] ?? 0;
    if (found > oldest) return;
    if (found < oldest)
      throw new StoreError("unreadable", `SQLite ${version} can lose data; 3.51.3 or newer is needed.`);
  }
}

function setPragma(db: Database.Database, name: string, value: string, expected: string | number): void {
  db.pragma(`${name} = ${value}`);
  const found: unknown = db.pragma(name, { simple: true });
  if (found !== expected) {
    throw new StoreError("unreadable", `SQLite refused ${name} = ${value} (it says ${String(found)}).`);
  }
}

function assertSound(db: Database.Database, file: string): void {
  if (statSync(file).size > CHECKED_AT_START_BYTES) return;
  const verdict: unknown = db.pragma("quick_check(1)", { simple: true });
  if (verdict !== "ok") {
    throw new StoreError("corrupt", `The database ${file} is damaged; restore it from a backup. Nothing was deleted.`);
  }
}
