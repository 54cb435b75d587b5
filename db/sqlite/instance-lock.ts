import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import { StoreError } from "../store";
import { Sqlite } from "./driver";
import { toStoreError } from "./store-failure";

/**
 * Keeps a second process from writing to the same database: its start would close the first one's running requests
 * as interrupted. Held as an operating-system lock on a file beside the database, so it ends with the process.
 */
export function takeInstanceLock(file: string): { release(): void } {
  const lock = openLock(file);
  try {
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new StoreError("in_use", `Another Switchyard process uses ${file}; stop it or name a different database.`);
  }
  return { release: () => lock.close() };
}

/** Also makes the folder: the lock is the first file in it. */
function openLock(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return new Sqlite(`${file}.lock`, { timeout: 2_000 });
  } catch (error) {
    throw toStoreError(error, file);
  }
}
