import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { z } from "zod";
import { StoreError } from "../store";

/** Marks a file as Switchyard's: "SWYD". */
const APPLICATION_ID = 0x53575944;

const Journal = z.object({ entries: z.array(z.object({ idx: z.number().int(), tag: z.string() })) });

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

function readSteps(migrationsDir: string): string[][] {
  const journal = Journal.parse(JSON.parse(readFileSync(join(migrationsDir, "meta", "_journal.json"), "utf8")));
  return journal.entries.map(({ tag }) =>
    readFileSync(join(migrationsDir, `${tag}.sql`), "utf8")
      .split("--> statement-breakpoint")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== ""),
  );
}
