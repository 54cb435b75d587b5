import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { toStoredAuditEntry } from "@/db/sqlite/audit-chain";
import { LedgerClient } from "@/db/sqlite/ledger-client";
import { WriterThread } from "@/db/sqlite/writer-thread";
import { testWorkersDir } from "../../support/build-workers";
import { T0 } from "../../support/ledger-fixtures";
import { entriesOf, pastRequest, seededRandom } from "../../support/random-history";
import { auditEntry } from "../../support/store-fixtures";
import { tempDir, tempStore } from "../../support/temp-store";

/** A ledger whose current writer thread the test can end at any moment. */
function killableLedger(file: string) {
  let worker: Worker | null = null;
  let spawned = 0;
  const ledger = new LedgerClient("strict", 100_000, Date.now, () => writer);
  const writer: WriterThread = new WriterThread((isReplacement) => {
    spawned += 1;
    const migrationsDir = join(process.cwd(), "db", "migrations");
    const workerData = { file, durability: "strict", migrationsDir, closesInterrupted: !isReplacement };
    worker = new Worker(join(testWorkersDir, "ledger-worker.js"), { workerData });
    return worker;
  }, ledger);
  onTestFinished(() => writer.close());
  return { ledger, writer, kill: () => worker?.terminate(), spawned: () => spawned };
}

describe("writer thread", () => {
  it("is replaced when it dies and writes every queued entry exactly once, in order", async () => {
    const file = join(tempDir(), "switchyard.db");
    const { ledger, writer, kill, spawned } = killableLedger(file);
    await writer.start();
    const random = seededRandom(21);
    const past = Array.from({ length: 4_000 }, (_, i) => pastRequest(T0 + i * 10, random));
    const entries = past.flatMap(entriesOf);
    const order: number[] = [];
    let failures = 0;
    for (const [i, entry] of entries.entries()) {
      ledger.append(entry, (failure) => {
        order.push(i);
        if (failure !== null) failures += 1;
      });
      if (i % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
      // Some entries are being written, some are on their way and some have not left yet.
      if (i !== 550 && i !== 3_050) continue;
      // A thread may be ended at any moment but while it loads the binding.
      await expect.poll(() => ledger.figures().state).toBe("recording");
      const spawnedBefore = spawned();
      await kill();
      await expect.poll(spawned).toBe(spawnedBefore + 1);
    }
    await ledger.drained();
    expect(spawned()).toBe(3);
    expect(failures).toBe(0);
    expect(order).toEqual(entries.map((_, i) => i));
    expect(ledger.figures()).toMatchObject({
      accepted: entries.length,
      recorded: entries.length,
      queued: 0,
      state: "recording",
    });
    await writer.close();

    const store = await tempStore({ file });
    const { totals } = await store.reports.aliasTraffic("support-summary-v3", "1h", [], T0 + 50_000);
    const own = past.filter(({ open }) => open.alias === "support-summary-v3");
    expect(totals.requests).toBe(own.length);
    expect(totals.attempts).toBe(own.flatMap(({ attempts }) => attempts).length);
    expect(totals.latency_ms.count).toBe(own.length);
  });

  it("refuses a change whose effect is unknown because the thread died, rather than doing it twice", async () => {
    const { writer, kill, ledger } = killableLedger(join(tempDir(), "switchyard.db"));
    await writer.start();
    const append = writer.run({ kind: "append_audit", audit: toStoredAuditEntry(auditEntry()) });
    const refused = expect(append).rejects.toMatchObject({ kind: "closed" });
    await kill();
    await refused;
    expect(ledger.figures().state).toBe("degraded");
  });
});
