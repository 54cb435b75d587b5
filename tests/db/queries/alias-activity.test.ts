import { describe, expect, it } from "vitest";
import { appendHistory } from "@/db/sqlite/append-history";
import { T0 } from "../../support/ledger-fixtures";
import { entriesOf, pastRequest, seededRandom } from "../../support/random-history";
import { tempStore } from "../../support/temp-store";

const MINUTE = 60_000;
const NOW = T0 + 10_000;

describe("alias activity and cohort shares", () => {
  it("counts every alias over the window, the one before, the last hour and the last five minutes", async () => {
    const store = await tempStore();
    const random = seededRandom(5);
    const past = Array.from({ length: 1_200 }, (_, i) => pastRequest(NOW - 1_000 - i * 6_000, random));
    await appendHistory(store, past.flatMap(entriesOf));
    const activity = await store.reports.aliasActivity("1h", NOW);
    expect(activity.map(({ alias }) => alias).sort()).toEqual(["internal-triage-v1", "support-summary-v3"]);
    for (const found of activity) {
      const own = past.filter(({ open }) => open.alias === found.alias);
      const since = (fromMs: number, toMs = NOW) =>
        own.filter(({ open }) => open.startedAtMs >= fromMs && open.startedAtMs < toMs);
      const fromMs = T0 - 59 * MINUTE;
      const current = since(fromMs);
      const previous = since(fromMs - 60 * MINUTE, fromMs);
      expect(found.requests).toBe(current.length);
      expect(found.failedRequests).toBe(current.filter(({ close }) => close.state === "failed").length);
      expect(found.previousRequests).toBe(previous.length);
      expect(found.latencyMs.count).toBe(current.length);
      expect(found.minutes.length).toBeLessThanOrEqual(60);
      expect(found.minutes.reduce((sum, minute) => sum + minute.requests, 0)).toBe(current.length);
      const recent = since(T0 - 4 * MINUTE);
      for (const { cohort, canary, total } of found.shares) {
        const inCohort = recent.filter(({ open }) => open.cohort === cohort);
        expect(total).toBe(inCohort.length);
        expect(canary).toBe(inCohort.filter(({ open }) => open.arm === "canary").length);
      }
      const errors = current.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome.errorClass !== "ok"));
      expect(found.errors.reduce((sum, { count }) => sum + count, 0)).toBe(errors.length);
    }
  });

  it("measures the canary share of each cohort since a moment and a version", async () => {
    const store = await tempStore();
    const random = seededRandom(9);
    const alias = "support-summary-v3";
    const past = Array.from({ length: 400 }, (_, i) => pastRequest(NOW - i * 2_000, random, { alias }));
    await appendHistory(store, past.flatMap(entriesOf));
    const shares = await store.reports.cohortShares(alias, 42, NOW - 5 * MINUTE, NOW);
    const recent = past.filter(({ open }) => open.startedAtMs >= T0 - 5 * MINUTE && open.routeVersion >= 42);
    for (const { cohort, actual_percent, requests } of shares) {
      const own = recent.filter(({ open }) => open.cohort === cohort);
      const canary = own.filter(({ open }) => open.arm === "canary").length;
      expect(requests).toBe(own.length);
      expect(actual_percent).toBeCloseTo((100 * canary) / own.length, 9);
    }
    expect(shares.map(({ cohort }) => cohort).sort()).toEqual(["general", "internal"]);
    expect(await store.reports.cohortShares("never-called", 1, NOW - MINUTE, NOW)).toEqual([]);
  });
});
