// `npx tsx bench/report-queries.ts [--attempts N] [--keep FILE]`: seeds a day of attempts through the ledger's own code,
// then asks what the console asks and prints how long each answer took, the longest pause of the main event loop while
// asking, and the bytes an attempt takes on disk. `--keep` seeds the file once and uses it again.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { appendHistory } from "../db/sqlite/append-history";
import { openStore, type SqliteStore } from "../db/sqlite/open-store";
import { WINDOWS } from "../lib/contract/common";
import { RequestListQuery } from "../lib/contract/requests";
import { pastRequests } from "./past-requests";

const DAY_MS = 24 * 60 * 60_000;
const RUNS = 40;

/** The stage a rollout's tick asks about once a second. */
const STAGE = {
  alias: "support-summary-v3",
  canaryRoute: "comet-chat",
  stableRoute: "openai-chat",
  cohorts: [{ cohort: "general", reference: "stable" }],
  fromVersion: 1,
} as const;

const { values } = parseArgs({
  options: { attempts: { type: "string", default: "1000000" }, keep: { type: "string" } },
});
const attempts = Number(values.attempts);
const nowMs = Date.now();

const workersDir = join("dist", "bench-workers");
await build({
  entryPoints: ["db/sqlite/ledger-worker.ts", "db/sqlite/report-worker.ts"],
  outdir: workersDir,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});

const dir = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
const file = values.keep ?? join(dir, "bench.db");
const isSeeded = existsSync(file);
const store = await openStore({ file, durability: "strict", workersDir });
const results: Record<string, unknown> = { attempts };
try {
  if (!isSeeded) Object.assign(results, await seed(store));
  results.bytes_per_attempt = Math.round(statSync(file).size / attempts);
  const rows = await measureAll(store);
  console.table(rows);
  console.table(results);
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/report-queries.json", `${JSON.stringify({ ...results, queries: rows }, null, 2)}\n`);
} finally {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
}

async function seed(target: SqliteStore): Promise<Record<string, unknown>> {
  const startedAt = performance.now();
  const entries = await appendHistory(target, pastRequests(attempts, nowMs - DAY_MS, nowMs));
  const seconds = (performance.now() - startedAt) / 1_000;
  // Closing copies the log into the file; the size is looked at after the queries opened it again.
  return { seed_seconds: Math.round(seconds * 10) / 10, entries_per_second: Math.round(entries / seconds) };
}

interface Row {
  readonly question: string;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly max_ms: number;
  readonly longest_pause_ms: number;
  readonly answer_kb: number;
}

async function measureAll(target: SqliteStore): Promise<Row[]> {
  const { reports } = target;
  const rows: Row[] = [];
  for (const window of WINDOWS) {
    const traffic = () => reports.aliasTraffic("support-summary-v3", window, ["route", "arm"], nowMs);
    rows.push(await measure(`alias traffic ${window}`, traffic));
  }
  for (const window of WINDOWS)
    rows.push(await measure(`activity ${window}`, () => reports.aliasActivity(window, nowMs)));
  rows.push(
    await measure("cohort shares", () => reports.cohortShares("support-summary-v3", 1, nowMs - 300_000, nowMs)),
  );
  for (const [what, hours] of [
    ["15 min", 0.25],
    ["6 h", 6],
    ["24 h", 24],
  ] as const) {
    const stage = () => reports.stageEvidence({ ...STAGE, sinceMs: nowMs - hours * 3_600_000, nowMs });
    rows.push(await measure(`stage evidence ${what}`, stage));
  }
  const lists: Record<string, Partial<RequestListQuery>> = {
    newest: {},
    "of an alias": { alias: "internal-triage-v1" },
    failed: { state: "failed" },
    "with a rare class": { class: "content_policy" },
    "on a route": { route: "azure-eu" },
    "with a rare class on a route": { class: "content_policy", route: "azure-eu" },
    "with a class that never happened": { class: "account_error" },
    running: { state: "running" },
  };
  for (const [what, query] of Object.entries(lists)) {
    const list = () => reports.requests(RequestListQuery.parse(query), nowMs);
    rows.push(await measure(`requests ${what}`, list));
  }
  const first = await reports.requests(
    RequestListQuery.parse({ to: new Date(nowMs - DAY_MS / 2).toISOString() }),
    nowMs,
  );
  const cursor = first.next_cursor ?? undefined;
  const next = () => reports.requests(RequestListQuery.parse({ from: first.from, to: first.to, cursor }), nowMs);
  rows.push(await measure("requests next page, 12 h back", next));
  return rows;
}

async function measure(question: string, ask: () => Promise<unknown>): Promise<Row> {
  const times: number[] = [];
  let answer = await ask();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    answer = await ask();
    times.push(performance.now() - startedAt);
  }
  delay.disable();
  times.sort((a, b) => a - b);
  const at = (q: number): number => Math.round((times[Math.floor(q * (times.length - 1))] ?? 0) * 10) / 10;
  return {
    question,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    max_ms: at(1),
    longest_pause_ms: Math.round(delay.max / 1e5) / 10,
    answer_kb: Math.round(JSON.stringify(answer).length / 1_024),
  };
}
