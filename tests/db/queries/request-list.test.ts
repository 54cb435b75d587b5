import { describe, expect, it } from "vitest";
import { appendHistory } from "@/db/sqlite/append-history";
import type { SqliteStore } from "@/db/sqlite/open-store";
import { RequestListQuery } from "@/lib/contract/requests";
import { appendAll, attemptIntent, failed, plainRequest, requestOutcome, T0 } from "../../support/ledger-fixtures";
import { entriesOf, type PastRequest, pastRequest, seededRandom } from "../../support/random-history";
import { tempStore } from "../../support/temp-store";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = T0 + 12_345;

/** Every page of a query, as trace ids. */
async function allPages(store: SqliteStore, query: Partial<RequestListQuery>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.reports.requests>> = await store.reports.requests(
      RequestListQuery.parse({ limit: 40, ...query, ...(cursor === null ? {} : { cursor }) }),
      NOW,
    );
    found.push(...page.requests.map((request) => request.trace_id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

/** Bursts with quiet hours between them, appended in no order of time. */
async function seed(store: SqliteStore): Promise<PastRequest[]> {
  const random = seededRandom(11);
  const past = Array.from({ length: 900 }, () => {
    const burst = Math.floor(random() * 4) * 5 * HOUR;
    return pastRequest(Math.floor(NOW - burst - random() * 20 * MINUTE), random);
  });
  await appendHistory(store, past.flatMap(entriesOf));
  return past.sort((a, b) => b.open.startedAtMs - a.open.startedAtMs);
}

type Matches = (request: PastRequest) => boolean;

const FILTERS: readonly [string, Partial<RequestListQuery>, Matches][] = [
  ["nothing", {}, () => true],
  ["alias", { alias: "internal-triage-v1" }, ({ open }) => open.alias === "internal-triage-v1"],
  [
    "cohort and arm",
    { cohort: "internal", arm: "canary" },
    ({ open }) => open.cohort === "internal" && open.arm === "canary",
  ],
  ["state", { state: "failed" }, ({ close }) => close.state === "failed"],
  ["reason", { reason: "served_by_retry" }, ({ close }) => close.reasonCode === "served_by_retry"],
  [
    "the reason of a fallback",
    { reason: "primary_timeout" },
    ({ close }) => close.fallbackReason === "primary_timeout",
  ],
  [
    "class of any call",
    { class: "server_error" },
    ({ attempts }) => attempts.some(({ outcome }) => outcome.errorClass === "server_error"),
  ],
  [
    "route of any call",
    { route: "comet-chat" },
    ({ attempts }) => attempts.some(({ intent }) => intent.route === "comet-chat"),
  ],
  [
    "class on a route, of failed requests only",
    { route: "comet-chat", class: "transport_timeout", state: "failed" },
    ({ attempts, close }) =>
      close.state === "failed" &&
      attempts.some(
        ({ intent, outcome }) => intent.route === "comet-chat" && outcome.errorClass === "transport_timeout",
      ),
  ],
  [
    "time",
    { from: new Date(NOW - 5 * HOUR - 10 * MINUTE).toISOString(), to: new Date(NOW - 4 * HOUR).toISOString() },
    ({ open }) => open.startedAtMs >= NOW - 5 * HOUR - 10 * MINUTE && open.startedAtMs <= NOW - 4 * HOUR,
  ],
  ["something nobody ever recorded", { route: "no-such-route" }, () => false],
  ["a class that never happened", { class: "content_policy" }, () => false],
];

describe("request list", () => {
  it("pages through exactly the requests each filter names, newest first, none twice", async () => {
    const store = await tempStore();
    const past = await seed(store);
    for (const [what, query, matches] of FILTERS) {
      const expected = past.filter(matches);
      const found = await allPages(store, query);
      expect(new Set(found).size, what).toBe(found.length);
      expect([...found].sort(), what).toEqual(expected.map(({ open }) => open.traceId).sort());
      const startedAt = new Map(past.map(({ open }) => [open.traceId, open.startedAtMs]));
      const times = found.map((traceId) => startedAt.get(traceId) ?? 0);
      expect(times, what).toEqual([...times].sort((a, b) => b - a));
    }
  });

  it("shows each request with its own chain", async () => {
    const store = await tempStore();
    const past = await seed(store);
    const byTrace = new Map(past.map((request) => [request.open.traceId, request]));
    const { requests } = await store.reports.requests(RequestListQuery.parse({ limit: 200 }), NOW);
    expect(requests).toHaveLength(200);
    for (const request of requests) {
      const attempts = byTrace.get(request.trace_id)?.attempts ?? [];
      expect(request.attempts.map(({ n, llm_route, error_class }) => [n, llm_route, error_class])).toEqual(
        attempts.map(({ intent, outcome }) => [intent.n, intent.route, outcome.errorClass]),
      );
    }
  });

  it("shows requests that are still running among the others, and alone on demand", async () => {
    const store = await tempStore();
    const [older] = plainRequest({ startedAtMs: NOW - 3 * HOUR });
    const done = plainRequest({ startedAtMs: NOW - 2_000 });
    const [newer] = plainRequest({ startedAtMs: NOW - 1_000 });
    await appendAll(store, [older, ...done, newer]);
    await store.settled();
    expect(await allPages(store, {})).toEqual([newer.traceId, done[0].traceId, older.traceId]);
    expect(await allPages(store, { state: "running" })).toEqual([newer.traceId, older.traceId]);
    expect(await allPages(store, { limit: 1 })).toEqual([newer.traceId, done[0].traceId, older.traceId]);
  });

  it("finds a call that started in a later minute than its request", async () => {
    const store = await tempStore();
    const [open] = plainRequest({ startedAtMs: NOW - 5 * MINUTE });
    const { traceId } = open;
    const retry = attemptIntent({ n: 2, purpose: "retry", startedAtMs: NOW - 2 * MINUTE });
    await appendAll(store, [
      open,
      { traceId, outcome: failed({ errorClass: "rate_limited", next: "retry" }) },
      { traceId, attempt: retry },
      {
        traceId,
        outcome: failed({ n: 2, errorClass: "content_policy" }),
        close: requestOutcome({ state: "failed", route: null, reasonCode: "content_policy" }),
      },
    ]);
    expect(await allPages(store, { class: "content_policy" })).toEqual([traceId]);
    expect(await allPages(store, { class: "rate_limited" })).toEqual([traceId]);
  });

  it("draws the histogram of alias, cohort, arm and state, and none where rollups cannot count", async () => {
    const store = await tempStore();
    const past = await seed(store);
    const ask = (query: Partial<RequestListQuery>) => store.reports.requests(RequestListQuery.parse(query), NOW);
    const { histogram, bucket_ms, from, to } = await ask({ alias: "support-summary-v3" });
    expect([bucket_ms, from, to]).toEqual([15 * MINUTE, "2026-11-19T10:00:12.345Z", "2026-11-20T10:00:12.345Z"]);
    const own = past.filter(({ open }) => open.alias === "support-summary-v3");
    for (const bar of histogram ?? []) {
      const at = Date.parse(bar.at);
      const inBar = own.filter(({ open }) => open.startedAtMs >= at && open.startedAtMs < at + bucket_ms);
      expect(bar.failed).toBe(inBar.filter(({ close }) => close.state === "failed").length);
      expect(bar.succeeded + bar.failed).toBe(inBar.length);
    }
    expect(histogram?.reduce((sum, bar) => sum + bar.succeeded + bar.failed, 0)).toBe(own.length);
    const failedOnly = (await ask({ state: "failed" })).histogram ?? [];
    expect(failedOnly.every((bar) => bar.succeeded === 0)).toBe(true);
    expect((await ask({ class: "server_error" })).histogram).toBeNull();
  });

  it("starts from the newest request for a cursor it did not make", async () => {
    const store = await tempStore();
    const [open, close] = plainRequest({ startedAtMs: NOW });
    await appendAll(store, [open, close]);
    for (const cursor of ["garbage", "bm90LWEtY3Vyc29y", "'; drop table requests; --"]) {
      const { requests } = await store.reports.requests(RequestListQuery.parse({ cursor }), NOW);
      expect(requests.map(({ trace_id }) => trace_id)).toEqual([open.traceId]);
    }
  });
});
