import { describe, expect, it } from "vitest";
import { appendHistory } from "@/db/sqlite/append-history";
import type { StageQuery } from "@/db/stage-evidence";
import { T0 } from "../../support/ledger-fixtures";
import { entriesOf, type PastRequest, pastRequest, seededRandom } from "../../support/random-history";
import { tempStore } from "../../support/temp-store";

const MINUTE = 60_000;
const NOW = T0 + 40_000;
const ALIAS = "support-summary-v3";
const QUERY: StageQuery = {
  alias: ALIAS,
  canaryRoute: "comet-chat",
  stableRoute: "openai-chat",
  cohorts: [
    { cohort: "internal", reference: null },
    { cohort: "general", reference: "control" },
  ],
  fromVersion: 42,
  sinceMs: T0 - 20 * MINUTE,
  nowMs: NOW,
};

describe("the evidence of a stage", () => {
  it("counts calls of the arm's own route by gate, and requests by outcome, from the stage's versions only", async () => {
    const past = history(4_000, 300);
    const store = await tempStore();
    await appendHistory(store, past.flatMap(entriesOf));
    const evidence = await store.reports.stageEvidence(QUERY);
    const inStage = past.filter(
      ({ open }) => open.alias === ALIAS && open.routeVersion >= 42 && open.startedAtMs >= T0 - 20 * MINUTE,
    );
    const canary = inStage.filter(({ open }) => open.arm === "canary");
    const general = canary.filter(({ open }) => open.cohort === "general");
    const control = inStage.filter(({ open }) => open.isControl && open.cohort === "general");
    expect(total(evidence.spans, "canary")).toEqual(expected(canary, "comet-chat"));
    expect(total(evidence.spans, "paired")).toEqual(expected(general, "comet-chat"));
    expect(total(evidence.spans, "reference")).toEqual(expected(control, "openai-chat"));
    expect(total(evidence.spans, "stable").arrived).toBe(inStage.length - canary.length);
    expect(evidence.comparedWith).toBe("control");
    expect(evidence.spans.map(({ atMs }) => atMs)).toEqual([...evidence.spans.map(({ atMs }) => atMs)].sort());
    const calls = callsOf(canary, "comet-chat");
    expect(evidence.latency.canary.reduce((sum, [, count]) => sum + count, 0)).toBe(calls.length);
  });

  it("says the same of a stage of a day, read from coarser rows", async () => {
    const past = history(3_000, 25_000);
    const store = await tempStore();
    await appendHistory(store, past.flatMap(entriesOf));
    const sinceMs = T0 - 1_260 * MINUTE;
    const evidence = await store.reports.stageEvidence({ ...QUERY, sinceMs });
    const canary = past.filter(
      ({ open }) =>
        open.alias === ALIAS && open.arm === "canary" && open.routeVersion >= 42 && open.startedAtMs >= sinceMs,
    );
    expect(total(evidence.spans, "canary")).toEqual(expected(canary, "comet-chat"));
    expect(evidence.spans.length).toBeLessThan(200);
  });

  it("lists the newest finished canary requests with the gates they count against", async () => {
    const past = history(800, 200);
    const store = await tempStore();
    await appendHistory(store, past.flatMap(entriesOf));
    const { recent, inFlight } = await store.reports.stageEvidence(QUERY);
    const newest = past
      .filter(({ open }) => open.alias === ALIAS && open.arm === "canary" && open.routeVersion >= 42)
      .sort((a, b) => b.open.startedAtMs - a.open.startedAtMs)
      .slice(0, 32);
    expect(recent.map(({ traceId }) => traceId)).toEqual(newest.map(({ open }) => open.traceId));
    expect(recent.map(({ failed }) => failed.includes("acceptance"))).toEqual(
      newest.map(({ close }) => close.state === "failed"),
    );
    expect(recent.map(({ failed }) => failed.includes("fallback_volume"))).toEqual(
      newest.map(({ close }) => close.fallbackAttempted),
    );
    expect(inFlight).toEqual({ count: 0, oldestMs: null });
  });

  it("shows requests under way, and is empty for an alias nobody called", async () => {
    const store = await tempStore();
    const [running] = history(1, 1_000, { arm: "canary", routeVersion: 42 });
    if (running === undefined) throw new Error("no request");
    await appendHistory(store, entriesOf(running).slice(0, 1));
    const evidence = await store.reports.stageEvidence(QUERY);
    expect(evidence.inFlight).toEqual({ count: 1, oldestMs: NOW - running.open.startedAtMs });
    expect(evidence.spans).toEqual([]);
    expect(await store.reports.stageEvidence({ ...QUERY, alias: "never-called" })).toMatchObject({
      spans: [],
      recent: [],
    });
  });

  it("compares with other cohorts where all of the cohort is on the canary", async () => {
    const past = history(1_000, 300);
    const store = await tempStore();
    await appendHistory(store, past.flatMap(entriesOf));
    const cohorts = [{ cohort: "internal", reference: null }];
    const evidence = await store.reports.stageEvidence({ ...QUERY, cohorts });
    expect(evidence.comparedWith).toBe("other_cohorts");
    expect(total(evidence.spans, "reference")).toEqual(total(evidence.spans, "stable"));
    expect(total(evidence.spans, "paired")).toEqual(total(evidence.spans, "canary"));
  });
});

function history(count: number, everyMs: number, overrides: Partial<PastRequest["open"]> = {}): PastRequest[] {
  const random = seededRandom(count);
  return Array.from({ length: count }, (_, i) => {
    const past = pastRequest(NOW - 1_000 - i * everyMs, random, { ...overrides });
    const isControl = past.open.arm === "stable" && random() < 0.4;
    return { ...past, open: { ...past.open, isControl } };
  });
}

type Evidence = Awaited<ReturnType<Awaited<ReturnType<typeof tempStore>>["reports"]["stageEvidence"]>>;

function total(spans: Evidence["spans"], arm: "canary" | "paired" | "reference" | "stable") {
  const sum = { calls: 0, server: 0, timeouts: 0, arrived: 0, requests: 0, failed: 0, fallbacks: 0, tokens: 0 };
  for (const { [arm]: counts } of spans) {
    sum.calls += counts.calls;
    sum.server += counts.failures.server_errors;
    sum.timeouts += counts.failures.timeouts;
    sum.arrived += counts.arrived;
    sum.requests += counts.requests;
    sum.failed += counts.failures.acceptance;
    sum.fallbacks += counts.failures.fallback_volume;
    sum.tokens += counts.tokens;
  }
  return sum;
}

function expected(past: readonly PastRequest[], route: string): ReturnType<typeof total> {
  const calls = callsOf(past, route);
  const ofClass = (name: string) => calls.filter(({ errorClass }) => errorClass === name).length;
  return {
    calls: calls.length,
    server: ofClass("server_error"),
    timeouts: ofClass("transport_timeout"),
    arrived: past.length,
    requests: past.length,
    failed: past.filter(({ close }) => close.state === "failed").length,
    fallbacks: past.filter(({ close }) => close.fallbackReason !== null).length,
    tokens: calls.reduce((sum, call) => sum + (call.inputTokens ?? 0) + (call.outputTokens ?? 0), 0),
  };
}

function callsOf(past: readonly PastRequest[], route: string) {
  return past.flatMap(({ attempts }) =>
    attempts.filter(({ intent }) => intent.route === route).map(({ outcome }) => outcome),
  );
}
