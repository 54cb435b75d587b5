import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import { IdempotencyStore } from "@/lib/http/idempotency";
import { DurableAnswers } from "@/lib/server/durable-answers";
import { createSecretBox } from "@/lib/server/secret-box";
import { tempStore } from "../support/temp-store";

const DAY_MS = 24 * 60 * 60 * 1_000;
const T0 = Date.UTC(2026, 10, 20);
const KEY = randomBytes(32);
const ORDER = { principalId: "person:1", target: "POST /api/x", key: "k1", body: "{}" };

/** What one process of the server does with an order; the second one knows only what was written. */
async function processOn(file?: string, key = KEY) {
  const store = await tempStore(file === undefined ? {} : { file });
  const kept = new DurableAnswers(store.control, createSecretBox(key));
  const orders = new IdempotencyStore();
  let runs = 0;
  const order = (change: Partial<typeof ORDER> = {}, nowMs = T0) =>
    orders.once({ ...ORDER, ...change }, nowMs, kept, async () => {
      runs += 1;
      return { status: 200, headers: [["x-run", String(runs)]], body: '{"token":"sk-shown-once"}' };
    });
  return { store, order, runs: () => runs };
}

describe("answers to orders", () => {
  it("are given again after a restart: one order, one effect", async () => {
    const first = await processOn();
    const answer = await first.order();
    await first.store.close();
    const second = await processOn(first.store.file);
    expect(await second.order()).toEqual(answer);
    expect(second.runs()).toBe(0);
    await expect(second.order({ body: '{"other":true}' })).rejects.toThrow("used for another order");
    await second.order({ key: "k2" });
    expect(second.runs()).toBe(1);
  });

  it("are kept sealed: a key shown once stands nowhere in the file", async () => {
    const { store, order } = await processOn();
    await order();
    await store.close();
    const db = new Sqlite(store.file, { readonly: true });
    const rows = db.prepare<[], { body: string }>("select body from control_records").all();
    db.close();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("sk-shown-once");
  });

  it("end after a day, and are then let go of", async () => {
    const { store, order, runs } = await processOn();
    await order();
    await order({ key: "k2" }, T0 + 1);
    await order({}, T0 + DAY_MS);
    expect(runs()).toBe(3);
    const left = await store.control.records({ kind: "idempotent_answer", limit: 10 });
    expect(left.map(({ createdAtMs }) => createdAtMs)).toEqual([T0 + DAY_MS, T0 + 1]);
  });

  it("of another master secret are not given, and do not stand in the way", async () => {
    const first = await processOn();
    await first.order();
    await first.store.close();
    const second = await processOn(first.store.file, randomBytes(32));
    expect((await second.order()).status).toBe(200);
    expect(second.runs()).toBe(1);
  });

  it("do not keep a refusal: the order may be sent again", async () => {
    const store = await tempStore();
    const kept = new DurableAnswers(store.control, createSecretBox(KEY));
    const orders = new IdempotencyStore();
    const refused = orders.once(ORDER, T0, kept, async () => Promise.reject(new Error("refused")));
    await expect(refused).rejects.toThrow("refused");
    expect(await store.control.records({ kind: "idempotent_answer", limit: 10 })).toEqual([]);
  });
});
