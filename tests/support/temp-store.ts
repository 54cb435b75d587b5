import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type SqliteStore, type StoreOptions } from "@/db/sqlite/open-store";
import { testWorkersDir } from "./build-workers";

/** A fresh folder that is removed when the test ends. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "switchyard-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A real store in a fresh file, closed and removed when the test ends. */
export async function tempStore(options: Partial<StoreOptions> = {}): Promise<SqliteStore> {
  const file = options.file ?? join(tempDir(), "switchyard.db");
  const store = await openStore({ durability: "strict", workersDir: testWorkersDir, ...options, file });
  onTestFinished(() => store.close());
  return store;
}
