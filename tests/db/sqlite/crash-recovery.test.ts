import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import { testWorkersDir } from "../../support/build-workers";
import { appendAll, attemptIntent, failed, plainRequest, requestIntent, T0 } from "../../support/ledger-fixtures";
import { tempDir, tempStore } from "../../support/temp-store";

interface Acknowledged {
  readonly entries: number;
  readonly of: number;
}

/** Runs the crash writer until about `count` entries were acknowledged, kills it and returns all that were. */
async function writeUntilKilled(file: string, firstTrace: number, count: number): Promise<Map<string, Acknowledged>> {
  const program = join(testWorkersDir, "crash-writer.js");
  const notes = join(tempDir(), "acknowledged");
  const child = spawn(process.execPath, [program, file, testWorkersDir, String(firstTrace), notes], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let seen = 0;
  for await (const dots of child.stdout) {
    seen += String(dots).length;
    if (seen >= count) child.kill("SIGKILL");
  }
  await exited;
  const acknowledged = new Map<string, Acknowledged>();
  for (const line of readFileSync(notes, "utf8").split("\n").slice(0, -1)) {
    const [traceId = "", entries, of] = line.split(" ");
    acknowledged.set(traceId, { entries: Number(entries), of: Number(of) });
  }
  return acknowledged;
}

function rows<Row>(file: string, sql: string): Row[] {
  const db = new Sqlite(file, { readonly: true });
  const found = db.prepare<[], Row>(sql).all();
  db.close();
  return found;
}

describe("after kill -9", () => {
  it("every acknowledged entry is there exactly once, nothing runs, and rollups count each row once", async () => {
    const file = join(tempDir(), "switchyard.db");
    const acknowledged = new Map<string, Acknowledged>();
    for (const [round, count] of [700, 1_100, 400].entries()) {
      for (const [traceId, entry] of await writeUntilKilled(file, 1 + round * 1_000_000, count))
        acknowledged.set(traceId, entry);
    }
    const store = await tempStore({ file });
    await store.settled();
    await store.close();

    const requests = rows<{ trace_id: string; state: number; attempts: number }>(
      file,
      `select trace_id, state, (select count(*) from attempts a where a.id / 256 = r.seq) as attempts from requests r`,
    );
    const byTrace = new Map(requests.map((request) => [request.trace_id, request]));
    expect(byTrace.size).toBe(requests.length);
    expect(acknowledged.size).toBeGreaterThan(500);
    for (const [traceId, { entries, of }] of acknowledged) {
      const request = byTrace.get(traceId);
      expect(request?.attempts).toBeGreaterThanOrEqual(Math.ceil(entries / 2));
      if (entries === of) expect([1, 2]).toContain(request?.state);
    }
    expect(
      rows(file, "select 1 from requests where state = 0 union all select 1 from attempts where state = 0"),
    ).toEqual([]);
    for (const resolution of [0, 1, 2, 3]) {
      const counted = `select (select sum(requests) from request_rollups where resolution = ${resolution}) as requests,
        (select sum(attempts) from attempt_rollups where resolution = ${resolution}) as attempts`;
      const actual = "select (select count(*) from requests) as requests, (select count(*) from attempts) as attempts";
      expect(rows(file, counted)).toEqual(rows(file, actual));
    }
    expect(rows(file, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });

  it("closes what was open as interrupted, without inventing a latency, and only at the first start", async () => {
    const file = join(tempDir(), "switchyard.db");
    const store = await tempStore({ file });
    const open = requestIntent();
    const { traceId } = open;
    const fallback = attemptIntent({ n: 2, startedAtMs: T0 + 500, purpose: "fallback", route: "comet-chat" });
    await appendAll(store, [
      { traceId, open, attempt: attemptIntent() },
      { traceId, outcome: failed({ latencyMs: 500 }), attempt: fallback },
      ...plainRequest(),
    ]);
    // Leaving the file as a crash would: the copy has no process behind it.
    const db = new Sqlite(file, { readonly: true });
    const copy = join(tempDir(), "crashed.db");
    db.exec(`vacuum into '${copy}'`);
    db.close();

    for (let start = 0; start < 2; start += 1) {
      const again = await tempStore({ file: copy });
      await again.settled();
      const detail = await again.reports.request(traceId);
      expect(detail?.request).toMatchObject({
        state: "interrupted",
        reason_code: "gateway_interrupted",
        latency_ms: null,
        fallback_attempted: true,
        llm_route: null,
      });
      expect(detail?.attempts).toMatchObject([
        { state: "failed", error_class: "transport_timeout", latency_ms: 500 },
        {
          state: "interrupted",
          error_class: "gateway_interrupted",
          reason_code: "gateway_interrupted",
          latency_ms: null,
        },
      ]);
      const { totals } = await again.reports.aliasTraffic("support-summary-v3", "1h", ["route"], T0 + 1_000);
      expect(totals).toMatchObject({
        requests: 2,
        failed_requests: 1,
        attempts: 3,
        errors: { transport_timeout: 1, gateway_interrupted: 1 },
      });
      expect(totals.latency_ms.count).toBe(1);
      await again.close();
    }
  });
});
