import { describe, expect, it } from "vitest";
import { overviewHeadline, overviewSubline } from "@/lib/control/overview-sentence";
import { type SummarizedAlias, summarizeAlias } from "@/lib/control/summarize-alias";
import type { HealthStatus } from "@/lib/core/alias-status";
import { routeMapContent } from "../support/route-map-fixtures";

function alias(status: HealthStatus, requests = 1_000, failed = 9, perSecond = 4.2): SummarizedAlias {
  const section = routeMapContent().aliases["support-summary-v3"];
  if (section === undefined) throw new Error("the fixture lost its alias");
  const none = { kind: "impossible", code: "conflict", why: "nothing" } as const;
  const { summary, status: judged } = summarizeAlias("support-summary-v3", section, null, none, null, 0);
  return {
    summary: { ...summary, requests, requests_per_second: perSecond },
    status: { ...judged, status },
    failedRequests: failed,
  };
}

const QUIET = {
  standingRollouts: 0,
  waitingApprovals: 0,
  runningCanaries: 0,
  routesNeedingOwner: 0,
  isRecordingDegraded: false,
};
const headline = (statuses: readonly HealthStatus[], counts: Partial<typeof QUIET> = {}) =>
  overviewHeadline(
    statuses.map((status) => alias(status)),
    { ...QUIET, ...counts },
  );

describe("overview sentence", () => {
  it("says what is wrong first", () => {
    expect(headline(["failing", "degraded", "healthy"], { runningCanaries: 1 })).toBe(
      "1 alias failing, 1 degraded, 1 canary running",
    );
    expect(headline(["failing", "failing", "degraded", "degraded"])).toBe("2 aliases failing, 2 degraded");
    expect(headline(["degraded", "healthy"])).toBe("1 alias degraded");
    expect(headline(["healthy"], { routesNeedingOwner: 2 })).toBe("2 routes need their owner");
    expect(headline(["healthy"], { isRecordingDegraded: true })).toBe("Recording degraded");
  });

  it("gives good news only when nothing is wrong, and counts silence as silence", () => {
    expect(headline(["healthy"])).toBe("The one alias is healthy");
    expect(headline(["healthy", "healthy"], { runningCanaries: 2 })).toBe("All 2 aliases healthy, 2 canaries running");
    expect(headline(["healthy"], { standingRollouts: 1, waitingApprovals: 1 })).toBe(
      "The one alias is healthy, 1 rollout on hold, 1 approval waiting",
    );
    expect(headline(["healthy", "no_data"])).toBe("1 alias healthy, 1 without traffic");
    expect(headline(["no_data"])).toBe("No traffic in the last 60 minutes");
    expect(headline([])).toBe("No alias is configured");
  });

  it("adds up the traffic, and claims no share of none", () => {
    expect(overviewSubline([alias("healthy"), alias("failing")], 42, true)).toBe(
      "Everything else is quiet. 8.4 requests a second, 99.1% answered, v42 active.",
    );
    expect(overviewSubline([alias("no_data", 0, 0, 0)], 1, false)).toBe("0 requests a second, v1 active.");
  });
});
