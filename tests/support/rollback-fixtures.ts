import type { RollbackVerification } from "@/lib/contract/rollback";

/** A rollback of a canary that is verified. */
export function rollbackVerification(overrides: Partial<RollbackVerification> = {}): RollbackVerification {
  const at = "2026-11-20T02:18:00.018Z";
  return {
    verification_id: "rb-0a1b2c3d4e5f",
    state: "verified",
    route_version: 43,
    updated_at: "2026-11-20T02:18:10.500Z",
    aliases: ["support-summary-v3"],
    is_whole_map: false,
    abandoned_version: 42,
    restores: 41,
    abandoned_routes: ["comet-chat"],
    abandoned_providers: ["cometapi"],
    actor: "Sam",
    asked_at: "2026-11-20T02:18:00.000Z",
    in_force_at: at,
    took_ms: 18.4,
    deadline_at: "2026-11-20T02:23:00.000Z",
    ended_at: "2026-11-20T02:18:10.500Z",
    checks: [
      {
        check: "new_requests",
        state: "passed",
        after_ms: 250,
        detail: "2,104 requests by v43, none by an older version",
      },
      { check: "in_flight", state: "passed", after_ms: 1_840, detail: "none is left on v42" },
      {
        check: "queued_retries",
        state: "passed",
        after_ms: 500,
        detail: "none waits, and no call began on an older version",
      },
      { check: "connections", state: "passed", after_ms: 2_010, detail: "closed: cometapi" },
      {
        check: "charts_split",
        state: "passed",
        after_ms: 250,
        detail: "2,098 under v43, 178,020 under older versions",
      },
      { check: "error_rate", state: "passed", after_ms: 10_250, detail: "0.2% of 2,098 requests failed (normal 0.5%)" },
    ],
    sentence: "All 6 checks hold, 10.3 s after it was in force.",
    baseline: { failure_rate: 0.005, source: "what the objective allows" },
    reason: null,
    reason_by: null,
    timeline: [
      {
        at: "2026-11-20T02:18:00.000Z",
        actor: "sam@example.com",
        event: "rolled_back",
        text: "Sam rolled support-summary-v3 back from v42 to v41",
      },
      { at, actor: "system", event: "in_force", text: "v43 in force for new requests after 18.4 ms" },
    ],
    ...overrides,
  };
}
