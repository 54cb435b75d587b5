import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempDir, tempStore } from "../support/temp-store";

/** A database with three audit rows: the first version and two shifts. */
async function databaseFile(): Promise<string> {
  const file = join(tempDir(), "switchyard.db");
  const store = await tempStore({ file });
  const { context } = await controlRig(store, restingContent(), Date.UTC(2026, 10, 20));
  for (const percent of [10, 20]) {
    const ifMatch = context.active().version;
    await shiftCohort(context, LEE, { alias: SUPPORT, cohort: "internal", percent, reason: "one step", ifMatch });
  }
  return file;
}

function verify(file: string) {
  const tsx = join("node_modules", "tsx", "dist", "cli.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, "scripts/verify-audit.ts", file], {
    encoding: "utf8",
  });
  return { status, text: `${stdout}${stderr}`.replaceAll(file, "FILE") };
}

function tamper(file: string, sql: string): void {
  const db = new Sqlite(file);
  db.exec(sql);
  db.close();
}

describe("npm run verify:audit", () => {
  it("says that a chain is whole, also beside a running server", async () => {
    expect(verify(await databaseFile())).toEqual({ status: 0, text: "FILE: audit chain whole, 3 rows\n" });
  });

  it("names the first row that somebody changed", async () => {
    const file = await databaseFile();
    tamper(file, "update audit set reason = 'somebody else told me to' where seq = 2");
    expect(verify(file)).toEqual({
      status: 1,
      text: "FILE: audit chain broken at row 2: it was changed, removed or cut off. Rows before it that fit: 1.\n",
    });
  });

  it("notices rows cut off at the end", async () => {
    const file = await databaseFile();
    tamper(file, "delete from audit where seq = 3");
    expect(verify(file)).toMatchObject({ status: 1, text: expect.stringContaining("broken at row 3") });
  });

  it("says in one line when there is nothing to read", () => {
    const { status, text } = verify(join(tempDir(), "missing.db"));
    expect([status, text.split("\n")]).toEqual([2, [expect.stringContaining("FILE"), ""]]);
  });
});
