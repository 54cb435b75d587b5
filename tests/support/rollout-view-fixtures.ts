import type { ApprovalView } from "@/lib/contract/approval";
import type { RolloutView } from "@/lib/contract/rollout";
import { FIXTURE_NOW_MS } from "./console-fixtures";
import { gateReport } from "./gate-fixtures";

const MINUTE_MS = 60_000;
const iso = (atMs: number): string => new Date(atMs).toISOString();
const LEE = { kind: "person", id: "lee@example.com", name: "Lee" } as const;

type Stage = RolloutView["stages"][number];

const stage = (percent: number, position: Stage["position"], isApproved: boolean): Stage => ({
  name: `general ${percent}%`,
  shares: { general: percent },
  soak_ms: 10 * MINUTE_MS,
  gates: null,
  needs_approval: true,
  position,
  is_approved: isApproved,
});

/** A rollout at 5 % of customers, approved up to there, that waits for evidence. */
export function rolloutView(overrides: Partial<RolloutView> = {}): RolloutView {
  return {
    id: "support-summary-v3.2",
    alias: "support-summary-v3",
    state: "running",
    canary_route: "comet-chat",
    stable_route: "openai-chat",
    stage_index: 1,
    stage_count: 4,
    stage: "general 5%",
    stage_entered_at: iso(FIXTURE_NOW_MS - 14 * MINUTE_MS),
    waiting_for: "sufficiency",
    text: "general 5% for 14 min. 2 of 7 gates need more evidence.",
    next: "Nobody: time and traffic decide.",
    approval_id: null,
    started_by: LEE,
    created_at: iso(FIXTURE_NOW_MS - 60 * MINUTE_MS),
    updated_at: iso(FIXTURE_NOW_MS - 14 * MINUTE_MS),
    revision: 3,
    reason: "cheaper answers",
    automation: { advance: false, hold: true, step_down: true, roll_back: true },
    hold: null,
    stages: [stage(1, "done", true), stage(5, "current", true), stage(25, "next", false), stage(100, "later", false)],
    soak_ends_at: iso(FIXTURE_NOW_MS - 4 * MINUTE_MS),
    checks: [
      { check: "soak", status: "ok", text: "Soaked for 10 min." },
      { check: "sufficiency", status: "waiting", text: "2 of 7 gates need more evidence." },
      { check: "approval", status: "waiting", text: "general 25% needs an approver's approval." },
    ],
    cohorts: [{ cohort: "general", set_percent: 5, actual_percent: 4.8, requests: 3_600 }],
    evidence: gateReport(),
    active_version: 42,
    rollback_version: 41,
    verification_id: null,
    timeline: [
      {
        seq: 2,
        at: iso(FIXTURE_NOW_MS - 14 * MINUTE_MS),
        actor: "system",
        actor_kind: "system",
        event: "held",
        text: "No request used the canary.",
      },
      {
        seq: 1,
        at: iso(FIXTURE_NOW_MS - 60 * MINUTE_MS),
        actor: "lee@example.com",
        actor_kind: "person",
        event: "started",
        text: "Started.",
      },
    ],
    ...overrides,
  };
}

/** Lee asks to go from 5 % to 25 % of customers. */
export function approvalView(overrides: Partial<ApprovalView> = {}): ApprovalView {
  return {
    id: "7",
    alias: "support-summary-v3",
    state: "waiting",
    title: "Shift general of support-summary-v3 from 5% to 25%",
    changes: [{ cohort: "general", from_percent: 5, to_percent: 25 }],
    requested_by: LEE,
    reason: "5% was quiet",
    expires_at: iso(FIXTURE_NOW_MS + 41 * MINUTE_MS),
    base_version: 42,
    outcome: null,
    rollout_id: "support-summary-v3.2",
    requested_at: iso(FIXTURE_NOW_MS - 19 * MINUTE_MS),
    revision: 1,
    proposal: { kind: "shift", cohort: "general", from_percent: 5, to_percent: 25, section_hash: "a1f3" },
    evidence: gateReport(),
    evidence_frozen_at: iso(FIXTURE_NOW_MS - 19 * MINUTE_MS),
    unmet: [{ check: "sufficiency", text: "2 of 7 gates need more evidence." }],
    not_covered: ["Only the 14 min since this stage began."],
    extra_requests_per_minute: 800,
    binding: "a1f3c0ffee00",
    moved: [],
    blocked: null,
    diff: [
      {
        alias: "support-summary-v3",
        path: "canary.cohorts.general",
        label: "canary share of general",
        before: "5%",
        after: "25%",
      },
    ],
    raw_diff: "",
    rollback_to: 41,
    last_rollback: { verification_id: "rb-0123456789ab", at: iso(FIXTURE_NOW_MS - 86_400_000), took_ms: 18.4 },
    timeline: [],
    ...overrides,
  };
}
