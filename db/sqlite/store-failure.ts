import { StoreError } from "../store";
import { Sqlite } from "./driver";

/** Says in one sentence what a SQLite error means for the operator; anything else is passed through unchanged. */
export function toStoreError(error: unknown, file: string): Error {
  if (error instanceof StoreError) return error;
  if (isFileError(error)) {
    return new StoreError("unreadable", `The database ${file} cannot be opened for writing: ${error.message}.`);
  }
  if (!(error instanceof Sqlite.SqliteError)) return error instanceof Error ? error : new Error(String(error));
  const { code } = error;
  if (code === "SQLITE_NOTADB") {
    return new StoreError("corrupt", `${file} is not a SQLite database; restore it from a backup or move it away.`);
  }
  if (code.startsWith("SQLITE_CORRUPT")) {
    return new StoreError("corrupt", `The database ${file} is damaged; restore it from a backup. Nothing was deleted.`);
  }
  if (code === "SQLITE_FULL") return new StoreError("full", `The disk that holds ${file} is full; free some space.`);
  if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_PERM")) {
    return new StoreError(
      "unreadable",
      `The database ${file} cannot be opened for writing; check the path and its permissions.`,
    );
  }
  if (code.startsWith("SQLITE_BUSY")) {
    return new StoreError("in_use", `The database ${file} is locked by another program; stop it and try again.`);
  }
  return new StoreError("unreadable", `The database ${file} failed: ${error.message}.`);
}

/** An error of the file system, which Node marks with the call that failed. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}
