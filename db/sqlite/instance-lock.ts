import Database from "better-sqlite3";
import { StoreError } from "../store";

/**
 * Keeps a second process from writing to the same database: its start would close the first one's running requests
 * as interrupted. Held as an operating-system lock on a file beside the database, so it ends with the process.
 */
export function takeInstanceLock(file: string): { release(): void } {
  const lock = new Database(`${file}.lock`, { timeout: 2_000 });
  try {
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new StoreError("in_use", `Another Switchyard process uses ${file}; stop it or name a different database.`);
  }
  return { release: () => lock.close() };
}
