import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import { openStore } from "@/db/sqlite/open-store";
import { StoreError } from "@/db/store";
import { testWorkersDir } from "../../support/build-workers";
import { appendAll, plainRequest } from "../../support/ledger-fixtures";
import { tempDir, tempStore } from "../../support/temp-store";

async function refusalOf(file: string): Promise<StoreError> {
  const outcome = await openStore({ file, durability: "strict", workersDir: testWorkersDir }).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof StoreError) return outcome;
  throw new Error("the database was not refused");
}

/** A closed database with a few rows. */
async function usedFile(): Promise<string> {
  const store = await tempStore();
  await appendAll(store, Array.from({ length: 200 }, () => plainRequest()).flat());
  await store.close();
  return store.file;
}

describe("opening the store", () => {
  it("keeps everything across a restart", async () => {
    const store = await tempStore();
    const entries = plainRequest();
    await appendAll(store, entries);
    await store.close();
    const again = await tempStore({ file: store.file });
    expect((await again.reports.request(entries[0].traceId))?.request.state).toBe("succeeded");
  });

  it.each(["strict", "relaxed"] as const)("writes with the pragmas of %s durability", async (durability) => {
    const store = await tempStore({ durability });
    const reader = new Sqlite(store.file, { readonly: true });
    expect(reader.pragma("journal_mode", { simple: true })).toBe("wal");
    reader.close();
    expect(store.ledgerFigures().state).toBe("recording");
  });

  it("refuses a database of a newer version and leaves it as it was", async () => {
    const file = await usedFile();
    const db = new Sqlite(file);
    db.pragma("user_version = 9999");
    db.close();
    const before = readFileSync(file);
    const refusal = await refusalOf(file);
    expect(refusal.kind).toBe("too_new");
    expect(refusal.message).toMatch(/newer version of Switchyard/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("refuses a file that is no database", async () => {
    const file = join(tempDir(), "notes.db");
    writeFileSync(file, "these are only notes, and quite a few of them ".repeat(100));
    expect((await refusalOf(file)).kind).toBe("corrupt");
    expect(readFileSync(file, "utf8")).toContain("only notes");
  });

  it("refuses a damaged database and deletes nothing", async () => {
    const file = await usedFile();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 8_192, 24_576);
    writeFileSync(file, bytes);
    const refusal = await refusalOf(file);
    expect(refusal.kind).toBe("corrupt");
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("refuses a truncated database", async () => {
    const file = await usedFile();
    truncateSync(file, 20_000);
    expect((await refusalOf(file)).kind).toBe("corrupt");
  });

  it("refuses the database of another program", async () => {
    const file = join(tempDir(), "other.db");
    const db = new Sqlite(file);
    db.exec("create table theirs (id integer)");
    db.close();
    const refusal = await refusalOf(file);
    expect(refusal.kind).toBe("unreadable");
    expect(refusal.message).toMatch(/another program/);
  });

  it("refuses a path that cannot be written", async () => {
    const dir = tempDir();
    writeFileSync(join(dir, "blocker"), "");
    chmodSync(join(dir, "blocker"), 0o400);
    expect((await refusalOf(join(dir, "blocker", "switchyard.db"))).kind).toBe("unreadable");
  });

  it("refuses a second writer while the first is alive", async () => {
    const store = await tempStore();
    const refusal = await refusalOf(store.file);
    expect(refusal.kind).toBe("in_use");
    expect(refusal.message).toMatch(/Another Switchyard process/);
  });
});
