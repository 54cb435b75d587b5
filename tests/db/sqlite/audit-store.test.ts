import { describe, expect, it } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import { T0 } from "../../support/ledger-fixtures";
import { auditEntry } from "../../support/store-fixtures";
import { tempStore } from "../../support/temp-store";

/** Changes the file behind the store's back, as an intruder would. */
function tamper(file: string, sql: string): void {
  const db = new Sqlite(file);
  db.exec(sql);
  db.close();
}

describe("audit trail", () => {
  it("gives back what was appended, newest first, with filters and a cursor", async () => {
    const store = await tempStore();
    for (let i = 1; i <= 5; i += 1) {
      const action = i % 2 === 0 ? "alias.rolled_back" : "cohort.shifted";
      await store.audit.append(auditEntry({ action, after: { percent: i }, actor: i > 3 ? "lee" : "sam" }));
    }
    const first = await store.audit.list({ limit: 2 });
    expect(first.rows.map(({ seq, after }) => [seq, after])).toEqual([
      [5, { percent: 5 }],
      [4, { percent: 4 }],
    ]);
    const rest = await store.audit.list({ limit: 10, cursor: first.next_cursor ?? "" });
    expect(rest.rows.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(rest.next_cursor).toBeNull();
    expect((await store.audit.list({ limit: 10, action: "alias.rolled_back" })).rows.map(({ seq }) => seq)).toEqual([
      4, 2,
    ]);
    expect((await store.audit.list({ limit: 10, actor: "lee" })).rows.map(({ seq }) => seq)).toEqual([5, 4]);
    expect((await store.audit.list({ limit: 10, object: "alias:other" })).rows).toEqual([]);
  });

  it("verifies an untouched chain", async () => {
    const store = await tempStore();
    expect(await store.audit.verify()).toEqual({ rows: 0, brokenAt: null });
    for (let i = 0; i < 20; i += 1) await store.audit.append(auditEntry({ after: { percent: i } }));
    expect(await store.audit.verify()).toEqual({ rows: 20, brokenAt: null });
  });

  it.each([
    ["a changed reason", "update audit set reason = 'nothing to see' where seq = 3", 3],
    ["a changed time", "update audit set at = at + 1 where seq = 2", 2],
    ["a removed row", "delete from audit where seq = 4", 4],
    ["a removed end", "delete from audit where seq = 6", 6],
    ["a replaced hash", "update audit set hash = (select hash from audit where seq = 1) where seq = 5", 5],
  ])("finds %s", async (_what, sql, brokenAt) => {
    const store = await tempStore();
    for (let i = 0; i < 6; i += 1) await store.audit.append(auditEntry({ after: { percent: i } }));
    tamper(store.file, sql);
    expect((await store.audit.verify()).brokenAt).toBe(brokenAt);
  });

  it("finds a change of any column, and names its row", async () => {
    const store = await tempStore();
    for (let i = 0; i < 4; i += 1) await store.audit.append(auditEntry({ after: { percent: i }, traceId: `t${i}` }));
    const db = new Sqlite(store.file);
    const columns = db
      .prepare<[], { name: string; type: string }>("select name, type from pragma_table_info('audit')")
      .all();
    expect(columns.length).toBe(13);
    for (const { name, type } of columns) {
      const changed =
        type.toLowerCase() === "integer" ? `coalesce("${name}", 0) + 1000` : `coalesce("${name}", '') || 'x'`;
      db.exec(
        `create table kept as select * from audit where seq = 3; update audit set "${name}" = ${changed} where seq = 3`,
      );
      expect([name, (await store.audit.verify()).brokenAt]).toEqual([name, 3]);
      db.exec("delete from audit where hash = (select hash from kept) or seq in (3, 1003)");
      db.exec("insert into audit select * from kept; drop table kept");
      expect([name, (await store.audit.verify()).brokenAt]).toEqual([name, null]);
    }
    db.close();
  });

  it("finds rows cut off at the end even when the head was cut back in step with a forged hash", async () => {
    const store = await tempStore();
    for (let i = 0; i < 4; i += 1) await store.audit.append(auditEntry({ after: { percent: i } }));
    tamper(store.file, "delete from audit where seq = 4");
    tamper(store.file, "update audit_head set seq = 3");
    expect((await store.audit.verify()).brokenAt).toBe(4);
  });

  it("filters by outcome and by a span of time", async () => {
    const store = await tempStore();
    for (let i = 0; i < 4; i += 1) {
      await store.audit.append(auditEntry({ atMs: T0 + i * 1_000, outcome: i === 2 ? "refused" : "done" }));
    }
    const seqs = async (query: object) => (await store.audit.list({ limit: 10, ...query })).rows.map(({ seq }) => seq);
    const at = (i: number) => new Date(T0 + i * 1_000).toISOString();
    expect(await seqs({ outcome: "refused" })).toEqual([3]);
    expect(await seqs({ from: at(1), to: at(2) })).toEqual([3, 2]);
    expect(await seqs({ outcome: "done", from: at(2) })).toEqual([4]);
  });

  it("keeps the size of a detail in check", async () => {
    const store = await tempStore();
    await store.audit.append(auditEntry({ before: undefined, after: "x".repeat(200_000) }));
    const { rows } = await store.audit.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ before: null, after: { omitted_characters: 200_002 } });
    expect((await store.audit.verify()).brokenAt).toBeNull();
  });
});
