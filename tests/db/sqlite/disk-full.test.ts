import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CommitLoop } from "@/db/sqlite/commit-loop";
import { openWriter } from "@/db/sqlite/connection";
import { Sqlite } from "@/db/sqlite/driver";
import { encodeEntries } from "@/db/sqlite/ledger-codec";
import type { FromWriter } from "@/db/sqlite/writer-protocol";
import { plainRequest, T0 } from "../../support/ledger-fixtures";
import { tempDir } from "../../support/temp-store";

describe("a full disk", () => {
  it("refuses each entry as disk_full, keeps what was written, and goes on when there is room again", () => {
    const file = join(tempDir(), "switchyard.db");
    const db = openWriter(file, "strict", join(process.cwd(), "db", "migrations"));
    const answers: FromWriter[] = [];
    const loop = new CommitLoop(db, file, (message) => answers.push(message));
    const pages = Number(db.pragma("page_count", { simple: true }));
    db.pragma(`max_page_count = ${pages + 20}`);
    let sent = 0;
    const write = (count: number) => {
      const entries = Array.from({ length: count }, (_, i) => plainRequest({ startedAtMs: T0 + sent + i })).flat();
      loop.work([{ type: "entries", first: sent, body: encodeEntries(entries) }]);
      sent += entries.length;
      const answer = answers.at(-1);
      if (answer?.type !== "settled") throw new Error("the batch was not answered");
      return answer.failures;
    };

    expect(write(10)).toEqual([]);
    const refused = write(2_000);
    expect(refused).toHaveLength(4_000);
    expect(new Set(refused.map(({ failure }) => failure.kind))).toEqual(new Set(["disk_full"]));
    expect(write(2)).toEqual([]);
    db.pragma("max_page_count = 1000000");
    expect(write(500)).toEqual([]);
    loop.settle();
    db.close();

    const reader = new Sqlite(file, { readonly: true });
    const count = (sql: string) => reader.prepare<[], { n: number }>(sql).get()?.n;
    expect(count("select count(*) as n from requests")).toBe(512);
    for (const resolution of [0, 1, 2, 3]) {
      expect(count(`select sum(requests) as n from request_rollups where resolution = ${resolution}`)).toBe(512);
    }
    reader.close();
  });
});
