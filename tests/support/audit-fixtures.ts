import type { AuditList, AuditRow } from "@/lib/contract/audit";

export function auditRow(overrides: Partial<AuditRow> = {}): AuditRow {
  return {
    seq: 118,
    at: "2026-11-20T02:10:30.412Z",
    actor: "lee",
    actor_kind: "person",
    action: "cohort.shifted",
    object: "alias:support-summary-v3",
    outcome: "done",
    before: { route_version: 41, canary_route: "comet-chat", cohorts: { internal: 100, general: 5 } },
    after: { canary_route: "comet-chat", cohorts: { internal: 100, general: 25 }, summary: "general 5% → 25%" },
    reason: "Errors flat for an hour at 5%",
    trace_id: null,
    route_version: 42,
    hash: "a1f3c09be17d55c2",
    ...overrides,
  };
}

/** Newest first: a shift, a refused shift, a rollback by a token, a refused sign-in. */
export function auditList(): AuditList {
  return {
    rows: [
      auditRow(),
      auditRow({
        seq: 117,
        at: "2026-11-20T02:09:58.100Z",
        actor: "vera",
        action: "action.refused",
        outcome: "refused",
        before: null,
        after: {
          attempted: "cohort.shifted",
          asked: { cohort: "general", percent: 25 },
          code: "forbidden",
          message: "Operators can shift traffic.",
        },
        reason: "let me try",
        route_version: null,
        hash: "5b0c9a77d1e0f2aa",
      }),
      auditRow({
        seq: 116,
        at: "2026-11-20T01:02:11.000Z",
        actor: "ops-bot",
        actor_kind: "token",
        action: "alias.rolled_back",
        before: { route_version: 40, canary_route: "comet-chat", cohorts: { internal: 100, general: 10 } },
        after: {
          canary_route: "comet-chat",
          cohorts: { internal: 100, general: 5 },
          summary: "back to v39",
          restores: 39,
        },
        reason: null,
        route_version: 41,
        hash: "c9e2417fa0b3d866",
      }),
      auditRow({
        seq: 115,
        at: "2026-11-19T23:48:02.730Z",
        actor: "someone@example.com",
        actor_kind: "anonymous",
        action: "session.refused",
        object: "session",
        outcome: "refused",
        before: null,
        after: { cause: "wrong password" },
        reason: null,
        route_version: null,
        hash: "0fd81e6c4b29a713",
      }),
    ],
    next_cursor: "115",
  };
}
