import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendHistory } from "@/db/sqlite/append-history";
import { openStore, type SqliteStore } from "@/db/sqlite/open-store";
import { compileConfig } from "@/lib/contract/compile-config";
import { readConfig } from "@/lib/contract/read-config";
import type { LedgerEntry } from "@/lib/core/ledger-record";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import { demoConfigYaml, drawDemoSecrets } from "@/scripts/demo-world/demo-config";
import { DEMO_PROVIDERS } from "@/scripts/demo-world/demo-plan";
import { makePastChanges, type PastVersion } from "@/scripts/demo-world/past-changes";
import { pastSpells } from "@/scripts/demo-world/past-spells";
import { PastTraffic } from "@/scripts/demo-world/past-traffic";
import { testWorkersDir } from "../../support/build-workers";
import { controlRig } from "../../support/control-rig";

const NOW_MS = Date.parse("2026-06-15T12:00:00.000Z");
const HOUR_MS = 3_600_000;
const START_MS = NOW_MS - 6 * HOUR_MS;

function demoContent() {
  const urls = new Map(DEMO_PROVIDERS.map(({ id }, index) => [id, `http://127.0.0.1:${9_000 + index}/v1`]));
  const read = readConfig(demoConfigYaml(drawDemoSecrets(), urls), () => undefined, baseUrlDefect);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return compileConfig(read.config, (alias) => `salt of ${alias}`).content;
}

let store: SqliteStore;
let versions: readonly PastVersion[];

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), "switchyard-")), "switchyard.db");
  store = await openStore({ file, durability: "relaxed", workersDir: testWorkersDir });
  const rig = await controlRig(store, demoContent(), START_MS);
  versions = await makePastChanges(store, rig.context.active(), NOW_MS);
});

afterAll(async () => {
  await store.close();
  rmSync(dirname(store.file), { recursive: true });
});

describe("the demo's past", () => {
  let entries: LedgerEntry[];
  let traffic: PastTraffic;

  beforeAll(() => {
    const span = { fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS };
    traffic = new PastTraffic(span, versions.slice(0, 1), pastSpells(NOW_MS), 1);
    entries = [...traffic];
  });

  test("every request is opened once and closed once, and every attempt has its outcome", () => {
    const opened = entries.flatMap(({ open }) => (open ? [open.traceId] : []));
    const closed = entries.flatMap(({ traceId, close }) => (close ? [traceId] : []));
    const intents = entries.flatMap(({ traceId, attempt }) => (attempt ? [`${traceId} ${attempt.n}`] : []));
    const outcomes = entries.flatMap(({ traceId, outcome }) => (outcome ? [`${traceId} ${outcome.n}`] : []));
    expect(opened).toHaveLength(traffic.requestCount);
    expect(new Set(opened).size).toBe(opened.length);
    expect(closed.sort()).toEqual(opened.sort());
    expect(outcomes.sort()).toEqual(intents.sort());
  });

  test("trouble is there, and stays the exception", () => {
    const ends = entries.flatMap(({ close }) => (close ? [close] : []));
    const failed = ends.filter(({ state }) => state === "failed").length;
    const rescued = ends.filter(({ fallbackAttempted, state }) => fallbackAttempted && state === "succeeded").length;
    expect(rescued).toBeGreaterThan(10);
    expect(failed / ends.length).toBeLessThan(0.05);
    expect(traffic.transitions.map(({ to }) => to)).toContain("open");
  });
});

test("the past changes are versions and audit rows with their own times, ending in two running canaries", async () => {
  expect(versions.map(({ snapshot }) => snapshot.version)).toEqual(versions.map((_, index) => index + 1));
  const trail = await store.audit.list({ limit: 50 });
  const actions = trail.rows.map(({ action }) => action);
  expect(actions.filter((action) => action === "cohort.shifted")).toHaveLength(versions.length - 2);
  expect(actions.filter((action) => action === "alias.rolled_back")).toHaveLength(1);
  expect(trail.rows.every(({ at }) => Date.parse(at) < NOW_MS)).toBe(true);
  const last = versions.at(-1)?.snapshot.aliases;
  expect(last?.get("support-summary-v3")?.canary?.percentByCohort.internal).toBeGreaterThan(0);
  expect(last?.get("search-answer-v2")?.canary?.percentByCohort.general).toBeGreaterThan(0);
});

test("the store takes the past through the same ledger and its reports show it", async () => {
  const span = { fromMs: NOW_MS - 20 * 60_000, toMs: NOW_MS };
  const traffic = new PastTraffic(span, versions, pastSpells(NOW_MS), 1);
  await appendHistory(store, traffic);
  const activity = await store.reports.aliasActivity("1h", NOW_MS);
  const requests = activity.reduce((sum, alias) => sum + alias.requests, 0);
  expect(requests).toBe(traffic.requestCount);
  const search = activity.find(({ alias }) => alias === "search-answer-v2");
  expect(search?.failedRequests).toBeGreaterThan(0);
});
