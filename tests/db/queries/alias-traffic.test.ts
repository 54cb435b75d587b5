import { describe, expect, it } from "vitest";
import { appendHistory } from "@/db/sqlite/append-history";
import type { SqliteStore } from "@/db/sqlite/open-store";
import type { Window } from "@/lib/contract/common";
import type { TrafficFigures } from "@/lib/contract/traffic";
import { T0 } from "../../support/ledger-fixtures";
import { entriesOf, type PastRequest, pastRequest, seededRandom } from "../../support/random-history";
import { auditEntry, publishVersion, versionDraft } from "../../support/store-fixtures";
import { tempStore } from "../../support/temp-store";

const MINUTE = 60_000;
const ALIAS = "support-summary-v3";
/** Ten seconds into a minute, so that the last bucket is a running one. */
const NOW = T0 + 10_000;

const WINDOWS: readonly { window: Window; bucketMs: number; buckets: number }[] = [
  { window: "15m", bucketMs: MINUTE, buckets: 15 },
  { window: "1h", bucketMs: MINUTE, buckets: 60 },
  { window: "6h", bucketMs: 5 * MINUTE, buckets: 72 },
  { window: "24h", bucketMs: 15 * MINUTE, buckets: 96 },
  { window: "7d", bucketMs: 120 * MINUTE, buckets: 84 },
];

/** Requests spread over `spanMs` up to now, thick enough that every bucket has some. */
async function seed(store: SqliteStore, spanMs: number, count: number): Promise<PastRequest[]> {
  const random = seededRandom(7);
  const past = Array.from({ length: count }, (_, i) => pastRequest(Math.floor(NOW - spanMs * (1 - i / count)), random));
  await appendHistory(store, past.flatMap(entriesOf));
  return past;
}

function exactPercentile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? null;
}

/** The figures computed from the requests themselves; `latencies` are the values the percentiles are about. */
function expectFigures(figures: TrafficFigures, past: readonly PastRequest[], latencies: readonly number[]): void {
  const attempts = past.flatMap((request) => request.attempts);
  const errors: Record<string, number> = {};
  for (const { outcome } of attempts) {
    if (outcome.errorClass !== "ok") errors[outcome.errorClass] = (errors[outcome.errorClass] ?? 0) + 1;
  }
  const count = (test: (attempt: (typeof attempts)[number]) => boolean): number => attempts.filter(test).length;
  expect(figures).toMatchObject({
    requests: past.length,
    failed_requests: past.filter(({ close }) => close.state === "failed").length,
    attempts: attempts.length,
    failed_attempts: count(({ outcome }) => outcome.errorClass !== "ok"),
    errors,
    retries: count(({ intent }) => intent.purpose === "retry"),
    fallbacks: count(({ intent }) => intent.purpose === "fallback"),
    timeouts: errors.transport_timeout ?? 0,
    malformed: 0,
    input_tokens: attempts.reduce((sum, { outcome }) => sum + (outcome.inputTokens ?? 0), 0),
    output_tokens: attempts.reduce((sum, { outcome }) => sum + (outcome.outputTokens ?? 0), 0),
  });
  expect(figures.latency_ms.count).toBe(latencies.length);
  for (const [name, q] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    const exact = exactPercentile(latencies, q);
    const found = figures.latency_ms[name];
    if (exact === null || found === null) expect(found).toBe(exact);
    else expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.0101 + 0.05);
  }
}

describe("alias traffic", () => {
  it.each(WINDOWS)(
    "equals the exact figures over $window, in total, before and per group",
    async ({ window, bucketMs, buckets }) => {
      const store = await tempStore();
      const spanMs = bucketMs * buckets * 2;
      const past = (await seed(store, spanMs, 1_500)).filter(({ open }) => open.alias === ALIAS);
      const traffic = await store.reports.aliasTraffic(ALIAS, window, ["route", "arm"], NOW);

      const from = Date.parse(traffic.from);
      expect(traffic.bucket_ms).toBe(bucketMs);
      expect(Date.parse(traffic.to)).toBe(NOW);
      expect(NOW - from).toBeGreaterThan(bucketMs * (buckets - 1));
      expect(NOW - from).toBeLessThanOrEqual(bucketMs * buckets);

      const inside = past.filter(({ open }) => open.startedAtMs >= from);
      const before = past.filter(
        ({ open }) => open.startedAtMs < from && open.startedAtMs >= from - bucketMs * buckets,
      );
      expectFigures(
        traffic.totals,
        inside,
        inside.map(({ close }) => close.latencyMs),
      );
      expectFigures(
        traffic.previous,
        before,
        before.map(({ close }) => close.latencyMs),
      );

      const calls = inside.flatMap(({ open, attempts }) => attempts.map((attempt) => ({ ...attempt, arm: open.arm })));
      expect(traffic.groups.reduce((sum, { totals }) => sum + totals.attempts, 0)).toBe(calls.length);
      expect(traffic.groups.reduce((sum, { totals }) => sum + totals.requests, 0)).toBe(inside.length);
      for (const group of traffic.groups) {
        const own = calls.filter(({ intent, arm }) => intent.route === group.route && arm === group.arm);
        expect(group.totals.attempts).toBe(own.length);
        const p95 =
          exactPercentile(
            own.map(({ outcome }) => outcome.latencyMs),
            0.95,
          ) ?? Number.NaN;
        expect(Math.abs((group.totals.latency_ms.p95 ?? 0) - p95)).toBeLessThanOrEqual(p95 * 0.0101 + 0.05);
        expect(group.series.length).toBeLessThanOrEqual(120);
        for (const point of group.series) {
          const at = Date.parse(point.at);
          const inBucket = own.filter(({ intent }) => intent.startedAtMs >= at && intent.startedAtMs < at + bucketMs);
          expect(point.attempts).toBe(inBucket.length);
          expect(at % bucketMs).toBe(0);
        }
      }
    },
  );

  it("splits by route version and cohort and measures whole requests when no route is named", async () => {
    const store = await tempStore();
    const past = (await seed(store, 14 * MINUTE, 400)).filter(({ open }) => open.alias === ALIAS);
    const { groups } = await store.reports.aliasTraffic(ALIAS, "15m", ["route_version", "cohort"], NOW);
    expect(groups).toHaveLength(4);
    for (const group of groups) {
      const own = past.filter(({ open }) => open.routeVersion === group.route_version && open.cohort === group.cohort);
      expectFigures(
        group.totals,
        own,
        own.map(({ close }) => close.latencyMs),
      );
      expect(group).toMatchObject({ route: null, arm: null });
    }
  });

  it("keeps probes and drills out of the figures", async () => {
    const store = await tempStore();
    const random = seededRandom(3);
    const kinds = ["traffic", "probe", "drill"] as const;
    await appendHistory(
      store,
      kinds.flatMap((kind) => entriesOf(pastRequest(NOW - 1_000, random, { kind, alias: ALIAS }))),
    );
    expect((await store.reports.aliasTraffic(ALIAS, "1h", ["route"], NOW)).totals.requests).toBe(1);
    expect(await store.reports.aliasActivity("1h", NOW)).toMatchObject([{ alias: ALIAS, requests: 1 }]);
  });

  it("knows nothing, rather than zero milliseconds, of an alias without traffic", async () => {
    const store = await tempStore();
    const traffic = await store.reports.aliasTraffic("never-called", "1h", ["route", "arm"], NOW);
    expect(traffic.totals.latency_ms).toEqual({ p50: null, p95: null, p99: null, count: 0 });
    expect(traffic.totals.cost).toBeNull();
    expect(traffic.groups).toEqual([]);
  });

  it("marks changes of the alias and transitions of its routes' breakers, and only those", async () => {
    const store = await tempStore();
    await seed(store, 10 * MINUTE, 50);
    const shifted = { action: "shifted", alias: ALIAS, summary: "general 5% -> 25%" } as const;
    await publishVersion(store, versionDraft({ createdAtMs: NOW - 9 * MINUTE }), auditEntry());
    await publishVersion(
      store,
      versionDraft({ ...shifted, baseVersion: 1, createdAtMs: NOW - 5 * MINUTE }),
      auditEntry(),
    );
    await publishVersion(
      store,
      versionDraft({ ...shifted, alias: "internal-triage-v1", baseVersion: 2, createdAtMs: NOW - 4 * MINUTE }),
      auditEntry(),
    );
    const transition = {
      from: "closed",
      to: "open",
      cause: "failure_rate",
      detail: "6 of 10 calls failed within 30 s",
    };
    await store.recordBreaker({ ...transition, atMs: NOW - 3 * MINUTE, route: "comet-chat" });
    await store.recordBreaker({ ...transition, atMs: NOW - 3 * MINUTE, route: "somewhere-else" });
    await store.recordBreaker({
      ...transition,
      atMs: NOW - 2 * MINUTE,
      from: "open",
      to: "half_open",
      route: "comet-chat",
    });
    const { markers } = await store.reports.aliasTraffic(ALIAS, "15m", ["route"], NOW);
    expect(markers.map(({ kind, label, route_version }) => [kind, label, route_version])).toEqual([
      ["activation", "v1 first version: 2 aliases, 3 routes", 1],
      ["shift", "v2 general 5% -> 25%", 2],
      ["breaker", "comet-chat breaker open: 6 of 10 calls failed within 30 s", null],
    ]);
  });
});
