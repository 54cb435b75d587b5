import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { StoreError } from "../store";

/** Marks a file as Switchyard's: "SWYD". */
const APPLICATION_ID = 0x53575944;

/**
 * Brings the schema up to this code in one exclusive transaction; `user_version` counts the migrations applied.
 * Throws a StoreError for a database written by newer code (`too_new`) or by another program (`unreadable`).
 */
export function migrate(db: Database.Database, file: string, migrationsDir: string): void {
  const steps = readSteps(migrationsDir);
  const apply = db.transaction(() => {
    const applied = Number(db.pragma("user_version", { simple: true }));
    assertOurs(db, file, applied);
    if (applied > steps.length) {
      throw new StoreError(
        "too_new",
        `The database ${file} was written by a newer version of Switchyard (schema ${applied}, this one knows ${steps.length}); upgrade before starting.`,
      );
    }
    for (const statements of steps.slice(applied)) for (const statement of statements) db.exec(statement);
    if (applied === steps.length) return;
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${steps.length}`);
  });
  apply.exclusive();
}

function assertOurs(db: Database.Database, file: string, applied: number): void {
  const id = Number(db.pragma("application_id", { simple: true }));
  if (id === APPLICATION_ID) return;
  const tables = db.prepare<[], { count: number }>("select count(*) as count from sqlite_schema").get()?.count ?? 0;
  if (id !== 0 || applied !== 0 || tables > 0) {
    throw new StoreError("unreadable", `${file} is a database of another program; name a different file.`);
  }
}

/** The statements of each migration; their file names begin with their place in the order. */
function readSteps(migrationsDir: string): string[][] {
  const names = readdirSync(migrationsDir).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) =>
    readFileSync(join(migrationsDir, name), "utf8")
      .split("--> statement-breakpoint")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== ""),
  );
}
