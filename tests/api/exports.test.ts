import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as exportHandler } from "@/app/api/exports/[kind]/route";
import { exportRows } from "@/lib/control/export-rows";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";
import { auditEntry } from "../support/store-fixtures";

const headers = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
const get = (kind: string, query: string) =>
  callApi(exportHandler, "GET", `/api/exports/${kind}${query}`, { headers, params: { kind } });
const lines = async (response: Response) => (await response.text()).trimEnd().split(/\r?\n/);

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
  const { audit } = booted.runtime.control.store;
  for (let i = 0; i < 450; i += 1) {
    await audit.append(auditEntry({ actor: "mallory", reason: i === 449 ? '=HYPERLINK("http://x")' : null }));
  }
});
afterAll(() => booted.close());

describe("exports", () => {
  it("give every row of the audit trail as JSON Lines, newest first, and end with their count", async () => {
    const response = await get("audit", "?actor=mallory");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="switchyard-audit-[\d-]+\.jsonl"$/,
    );
    const rows = (await lines(response)).map((line) => JSON.parse(line));
    expect(rows.pop()).toEqual({ export: { kind: "audit", rows: 450, is_whole: true } });
    const seqs = rows.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect(new Set(seqs).size).toBe(450);
  });

  it("give CSV that no spreadsheet runs", async () => {
    const [head, newest, ...rest] = await lines(await get("audit", "?format=csv&actor=mallory"));
    expect(head).toBe(
      '"seq","at","actor","actor_kind","action","object","outcome","before","after","reason","trace_id","route_version","hash"',
    );
    expect(newest).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(rest.at(-1)).toMatch(/^"End of export: 450 rows",+$/);
  });

  it("leave a row in the audit trail that says who took what", async () => {
    await lines(await get("requests", "?format=csv&alias=support-summary-v3"));
    const [row] = (await booted.runtime.control.store.audit.list({ limit: 1 })).rows;
    expect(row).toMatchObject({
      actor: "ops-bot",
      action: "records.exported",
      object: "export:requests",
      after: { format: "csv", alias: "support-summary-v3" },
    });
  });

  it("refuse another kind, format or filter value", async () => {
    expect((await get("secrets", "")).status).toBe(400);
    expect((await get("audit", "?format=xlsx")).status).toBe(400);
    expect((await get("audit", "?outcome=maybe")).status).toBe(400);
  });

  it("are few at a time, and a caller who leaves makes room", async () => {
    const open = await Promise.all([1, 2, 3, 4].map(() => get("audit", "")));
    expect((await get("audit", "")).status).toBe(429);
    await open[0]?.body?.cancel();
    expect((await get("audit", "")).status).toBe(200);
    await Promise.all(open.slice(1).map((response) => response.body?.cancel()));
  });

  it("say so when rows were left out", async () => {
    const page = async () => ({ rows: [{ n: 1 }, { n: 2 }, { n: 3 }], next: null });
    const text: string[] = [];
    for await (const part of exportRows("audit", "jsonl", ["n"], page, 2)) text.push(part);
    expect(text.join("")).toBe('{"n":1}\n{"n":2}\n{"export":{"kind":"audit","rows":2,"is_whole":false}}\n');
  });
});
