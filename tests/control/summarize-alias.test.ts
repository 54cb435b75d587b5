import { describe, expect, it } from "vitest";
import type { AliasActivity } from "@/db/alias-activity";
import { AliasSummary } from "@/lib/contract/overview";
import type { AliasSection } from "@/lib/contract/route-map";
import type { BreakerView } from "@/lib/control/context";
import { summarizeAlias } from "@/lib/control/summarize-alias";
import { routeMapContent } from "../support/route-map-fixtures";

const NOW_MS = Date.UTC(2026, 10, 20, 2, 17, 30);
const MINUTE_MS = 60_000;
const newestMinuteMs = NOW_MS - 30_000;
const NO_ROLLBACK = { kind: "impossible", code: "conflict", why: "nothing to go back to" } as const;

function section(generalPercent = 25): AliasSection {
  const found = routeMapContent(generalPercent).aliases["support-summary-v3"];
  if (found === undefined) throw new Error("the fixture lost its alias");
  return found;
}

function activity(rest: Partial<AliasActivity> = {}): AliasActivity {
  return {
    alias: "support-summary-v3",
    requests: 18_000,
    failedRequests: 18,
    previousRequests: 18_000,
    previousFailedRequests: 18,
    latencyMs: { p50: 900, p95: 2_400, p99: 4_000, count: 18_000 },
    firstTokenMs: { p50: 200, p95: 430, p99: 900, count: 18_000 },
    shares: [
      { cohort: "internal", canary: 50, total: 50 },
      { cohort: "general", canary: 246, total: 1_000 },
    ],
    minutes: Array.from({ length: 60 }, (_, index) => ({
      atMs: newestMinuteMs - (59 - index) * MINUTE_MS,
      requests: 300,
      failed: 0,
    })),
    errors: [],
    ...rest,
  };
}

const summarize = (alias: AliasActivity | null, breaker: BreakerView | null = null, of = section()) =>
  summarizeAlias("support-summary-v3", of, alias, NO_ROLLBACK, breaker, NOW_MS).summary;

describe("alias summary", () => {
  it("is what the console API promises", () => {
    expect(AliasSummary.parse(summarize(activity()))).toEqual(summarize(activity()));
  });

  it("requests a second are of now: the last five whole minutes and the running one", () => {
    expect(summarize(activity()).requests_per_second).toBeCloseTo((6 * 300) / 330, 5);
  });

  it("shows set and measured share of the most exposed cohort", () => {
    expect(summarize(activity()).canary).toEqual({ cohort: "internal", set_percent: 100, actual_percent: 100 });
    const general = section();
    const only = { ...general, canary: { route: "comet-chat", cohorts: { internal: 0, general: 25 } } };
    expect(summarize(activity(), null, only).canary).toEqual({
      cohort: "general",
      set_percent: 25,
      actual_percent: 24.6,
    });
    expect(summarize(activity({ shares: [] }), null, only).canary?.actual_percent).toBeNull();
    expect(summarize(activity(), null, { ...general, canary: null }).canary).toBeNull();
  });

  it("an alias without traffic has no data anywhere, and never zeros dressed as health", () => {
    const summary = summarize(null);
    expect(summary).toMatchObject({ status: "no_data", requests: 0, requests_per_second: 0, failed_percent: null });
    expect(summary.latency_ms.p95).toBeNull();
    expect(summary.strip.every((minute) => minute.status === "no_data")).toBe(true);
  });

  it("the strip always has sixty minutes, and a gap is a gap", () => {
    const sparse = activity({ minutes: [{ atMs: newestMinuteMs - 10 * MINUTE_MS, requests: 300, failed: 60 }] });
    const { strip } = summarize(sparse);
    expect(strip).toHaveLength(60);
    expect(strip.at(-1)?.at).toBe(new Date(newestMinuteMs).toISOString());
    expect(strip.filter((minute) => minute.status === "no_data")).toHaveLength(59);
    expect(strip[49]).toMatchObject({ requests: 300, failed: 60, status: "failing" });
  });

  it("is degraded while the primary's breaker keeps traffic away", () => {
    const open: BreakerView = {
      state: "open",
      sinceMs: NOW_MS - 8_000,
      retryAtMs: NOW_MS + 2_000,
      cause: "5 consecutive failures",
      cooledUntilMs: null,
      needsOwner: false,
    };
    expect(summarize(activity(), open).status).toBe("degraded");
    expect(summarize(activity(), { ...open, state: "half_open" }).status).toBe("healthy");
  });
});
