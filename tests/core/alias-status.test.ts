import { describe, expect, it } from "vitest";
import { type AliasFigures, aliasStatus, minuteStatus } from "@/lib/core/alias-status";

const NOW_MS = Date.UTC(2026, 10, 20, 2, 17, 52);
const MINUTE_MS = 60_000;
const minuteAgo = (minutes: number) => Math.floor(NOW_MS / MINUTE_MS) * MINUTE_MS - minutes * MINUTE_MS;
const objective = { availability: 99.5, latencyP95Ms: 8_000 };

/** `minutes` as [minutes ago, requests, failed], oldest first. */
function figures(
  minutes: readonly (readonly [number, number, number])[],
  rest: Partial<AliasFigures> = {},
): AliasFigures {
  return {
    minutes: minutes.map(([ago, requests, failed]) => ({ atMs: minuteAgo(ago), requests, failed })),
    previousRequests: 10_000,
    previousFailedRequests: 30,
    latencyP95Ms: 2_400,
    latencyCount: 5_000,
    errors: [],
    primaryOut: null,
    ...rest,
  };
}

const steady = (from: number, to: number, requests: number, failed: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => [from - index, requests, failed] as const);

describe("alias status", () => {
  it("failing says base, normal, the main class and since when", () => {
    const minutes = [...steady(59, 7, 300, 1), ...steady(6, 0, 300, 42)];
    const errors = [{ errorClass: "transport_timeout", route: "comet-chat", count: 290 }];
    expect(aliasStatus(figures(minutes, { errors }), objective, NOW_MS)).toEqual({
      status: "failing",
      reason: "14.0% of requests fail (normal 0.3%), mostly transport_timeout on comet-chat",
      failedShare: 0.14,
      normalShare: 0.003,
      sinceMs: minuteAgo(6),
    });
  });

  it("between the objective and an outage is degraded", () => {
    const { status, reason } = aliasStatus(figures(steady(59, 0, 100, 2)), objective, NOW_MS);
    expect([status, reason]).toEqual(["degraded", "2.0% of requests fail (normal 0.3%)"]);
  });

  it("within the objective is healthy", () => {
    const { status, reason, sinceMs } = aliasStatus(figures(steady(59, 0, 1_000, 3)), objective, NOW_MS);
    expect([status, reason, sinceMs]).toEqual(["healthy", "0.3% of requests fail (normal 0.3%)", null]);
  });

  it("one unlucky failure is not a degradation", () => {
    expect(aliasStatus(figures(steady(4, 0, 10, 0).with(2, [2, 10, 1])), objective, NOW_MS).status).toBe("healthy");
  });

  it("no requests is no data, never healthy", () => {
    expect(aliasStatus(figures([]), objective, NOW_MS)).toMatchObject({
      status: "no_data",
      reason: "No requests in the last 60 minutes",
      failedShare: null,
    });
  });

  it("below 20 requests a high share alone never means failing", () => {
    const { status, reason } = aliasStatus(figures([[2, 19, 18]]), objective, NOW_MS);
    expect(status).toBe("degraded");
    expect(reason).toBe("18 of 19 requests failed in 60 min: too few for a rate (normal 0.3%)");
  });

  it("five of five failed is an outage, four of four is not yet", () => {
    expect(aliasStatus(figures([[2, 5, 5]]), objective, NOW_MS).status).toBe("failing");
    expect(aliasStatus(figures([[2, 4, 4]]), objective, NOW_MS).status).toBe("degraded");
  });

  it("a quiet alias that just died is failing although its hour was good", () => {
    const minutes = [...steady(59, 6, 1, 0), ...steady(5, 1, 1, 1)];
    expect(aliasStatus(figures(minutes), objective, NOW_MS)).toMatchObject({
      status: "failing",
      sinceMs: minuteAgo(5),
    });
  });

  it("a quiet alias is judged over a longer span instead of not at all", () => {
    const { status, reason } = aliasStatus(figures(steady(59, 0, 1, 0)), objective, NOW_MS);
    expect([status, reason]).toEqual(["healthy", "0.0% of requests fail (normal 0.3%)"]);
  });

  it("says so when there was too little before to call anything normal", () => {
    const fresh = figures(steady(4, 0, 100, 20), { previousRequests: 12, previousFailedRequests: 0 });
    expect(aliasStatus(fresh, objective, NOW_MS)).toMatchObject({
      reason: "20.0% of requests fail (normal not known yet)",
      normalShare: null,
    });
  });

  it("slow against its objective is degraded, and only with enough requests", () => {
    const slow = { latencyP95Ms: 9_100, latencyCount: 500 };
    expect(aliasStatus(figures(steady(59, 0, 100, 0), slow), objective, NOW_MS)).toMatchObject({
      status: "degraded",
      reason: "p95 9.1 s is over its 8 s objective",
    });
    const few = { latencyP95Ms: 9_100, latencyCount: 19 };
    expect(aliasStatus(figures(steady(59, 0, 100, 0), few), objective, NOW_MS).status).toBe("healthy");
    const noObjective = { availability: 99.5, latencyP95Ms: null };
    expect(aliasStatus(figures(steady(59, 0, 100, 0), slow), noObjective, NOW_MS).status).toBe("healthy");
  });

  it("answered by its fallbacks only is degraded, although no caller notices", () => {
    const primaryOut = { route: "openai-chat", cause: "5 consecutive failures", sinceMs: minuteAgo(3) };
    expect(aliasStatus(figures(steady(59, 0, 100, 0), { primaryOut }), objective, NOW_MS)).toMatchObject({
      status: "degraded",
      reason: "The breaker keeps traffic away from openai-chat (5 consecutive failures); other routes answer",
      sinceMs: minuteAgo(3),
    });
  });

  it("an alias that may fail often is not called failing below its own objective", () => {
    const loose = { availability: 40, latencyP95Ms: null };
    expect(aliasStatus(figures(steady(4, 0, 100, 55)), loose, NOW_MS).status).toBe("healthy");
    expect(aliasStatus(figures(steady(4, 0, 100, 65)), loose, NOW_MS).status).toBe("failing");
  });

  it("judges one minute of the strip by the same limits", () => {
    const at = { atMs: NOW_MS };
    expect(minuteStatus({ ...at, requests: 0, failed: 0 }, objective)).toBe("no_data");
    expect(minuteStatus({ ...at, requests: 300, failed: 1 }, objective)).toBe("healthy");
    expect(minuteStatus({ ...at, requests: 300, failed: 6 }, objective)).toBe("degraded");
    expect(minuteStatus({ ...at, requests: 300, failed: 42 }, objective)).toBe("failing");
  });
});
