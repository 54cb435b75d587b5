import { describe, expect, it } from "vitest";
import {
  foldFindings,
  judgeRollback,
  ROLLBACK_CHECKS,
  type RollbackFacts,
  rollbackOutcome,
} from "@/lib/core/rollback-verification";

const done: RollbackFacts = {
  abandonedVersion: 42,
  routeVersion: 43,
  sinceInForceMs: 12_000,
  newRequests: 120,
  staleRequests: 0,
  staleAttempts: 0,
  ended: 118,
  failed: 0,
  chartedBefore: 900,
  chartedAfter: 118,
  inFlight: 0,
  waiting: 0,
  abandonedProviders: ["cometapi"],
  closingProviders: [],
  normalFailureRate: 0.005,
};

const verdicts = (changes: Partial<RollbackFacts>) =>
  judgeRollback({ ...done, ...changes })
    .filter(({ verdict }) => verdict !== "holds")
    .map(({ check, verdict }) => `${check} ${verdict}`);

describe("what a rollback's checks find", () => {
  it("all hold when the ledger, the gateway and the connections say so", () => {
    expect(judgeRollback(done).map(({ check }) => check)).toEqual([...ROLLBACK_CHECKS]);
    expect(verdicts({})).toEqual([]);
  });

  it("one request that started afterwards on the old version breaks it, whatever else came", () => {
    expect(verdicts({ staleRequests: 1 })).toEqual(["new_requests broken"]);
    expect(verdicts({ staleAttempts: 1 })).toEqual(["queued_retries broken"]);
  });

  it("without traffic nothing is proved, and nothing is held against it", () => {
    expect(verdicts({ newRequests: 0, ended: 0, chartedAfter: 0 })).toEqual([
      "new_requests not_yet",
      "charts_split not_yet",
      "error_rate not_yet",
    ]);
  });

  it("what is still under way is pending", () => {
    expect(verdicts({ inFlight: 3, waiting: 1, closingProviders: ["cometapi"] })).toEqual([
      "in_flight not_yet",
      "queued_retries not_yet",
      "connections not_yet",
    ]);
  });

  it("connections of another account that closes are no matter of this rollback", () => {
    expect(verdicts({ closingProviders: ["openai"] })).toEqual([]);
    expect(
      judgeRollback({ ...done, abandonedProviders: [] }).find(({ check }) => check === "connections"),
    ).toMatchObject({
      verdict: "holds",
      detail: "nothing to close: every account is still in use",
    });
  });

  it("an error rate needs enough ended requests and time, and no more failures than normal explains", () => {
    expect(verdicts({ ended: 29, failed: 0 })).toEqual(["error_rate not_yet"]);
    expect(verdicts({ sinceInForceMs: 9_999 })).toEqual(["error_rate not_yet"]);
    expect(verdicts({ ended: 118, failed: 2 })).toEqual([]);
    expect(verdicts({ ended: 118, failed: 4 })).toEqual(["error_rate not_yet"]);
    expect(verdicts({ ended: 118, failed: 4, normalFailureRate: 0.05 })).toEqual([]);
  });
});

describe("checks over time", () => {
  const at = (sinceMs: number, changes: Partial<RollbackFacts>, before: ReturnType<typeof foldFindings> = []) =>
    foldFindings(before, judgeRollback({ ...done, ...changes, sinceInForceMs: sinceMs }), sinceMs);
  const of = (standings: ReturnType<typeof foldFindings>, check: string) =>
    standings.find((standing) => standing.check === check);

  it("keep the moment they first held, lose it when they stop, and are never green meanwhile", () => {
    const first = at(10_000, {});
    expect(of(at(20_000, {}, first), "error_rate")).toMatchObject({ state: "passed", afterMs: 10_000 });
    const lapsed = at(20_000, { failed: 40 }, first);
    expect(of(lapsed, "error_rate")).toMatchObject({ state: "pending", afterMs: null });
    expect(of(at(30_000, {}, lapsed), "error_rate")).toMatchObject({ state: "passed", afterMs: 30_000 });
  });

  it("a broken one stays failed", () => {
    const broken = at(1_000, { staleRequests: 2 });
    expect(of(at(2_000, {}, broken), "new_requests")).toMatchObject({ state: "failed", afterMs: 1_000 });
  });

  it("end verified only with all of them, failed at once when one broke, and failed with what is missing at the end of time", () => {
    expect(rollbackOutcome(at(12_000, {}), false)).toEqual({ state: "verified", missing: [] });
    expect(rollbackOutcome(at(12_000, { inFlight: 1 }), false)).toEqual({ state: "running", missing: ["in_flight"] });
    expect(rollbackOutcome(at(12_000, { inFlight: 1 }), true)).toEqual({ state: "failed", missing: ["in_flight"] });
    expect(rollbackOutcome(at(12_000, { staleRequests: 1 }), false).state).toBe("failed");
    expect(rollbackOutcome([], true).state).toBe("failed");
  });
});
