import { z } from "zod";
import { ShiftResult } from "./canary";
import { Identifier, Percent, Reason, Timestamp } from "./common";
import { GateReport } from "./gates";
import { Actor, AdvanceCheckName, TimelineLine } from "./rollout";
import { DiffEntry } from "./route-map";

/** `waiting` is the only open one; an approval is decided, or closed without effect, once. */
export const APPROVAL_STATES = ["waiting", "approved", "rejected", "expired", "void"] as const;
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** What would happen if it is approved. `section_hash` fixes the proposed content byte for byte. */
export const ApprovalProposal = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("shift"),
    cohort: z.string(),
    from_percent: Percent,
    to_percent: Percent,
    section_hash: z.string(),
  }),
  /** The next stage of a rollout, or its start. */
  z.object({
    kind: z.literal("stage"),
    stage_index: z.number().int(),
    stage: z.string(),
    shares: z.record(Identifier, Percent),
    section_hash: z.string(),
  }),
  /** Back to the section that a roll back left. */
  z.object({ kind: z.literal("undo"), to_version: z.number().int(), section_hash: z.string() }),
  /** A draft as it was written, the whole of it: `section_hash` is the hash of its content. */
  z.object({ kind: z.literal("activate"), version: z.number().int(), section_hash: z.string() }),
]);
export type ApprovalProposal = z.infer<typeof ApprovalProposal>;

/** The cohorts the proposal moves. */
export const ShareChange = z.object({ cohort: z.string(), from_percent: Percent, to_percent: Percent });

/** The stored body of an `approval` record: the request, its frozen evidence and, later, how it ended. */
export const ApprovalBody = z.object({
  /** What is asked, for instance "Shift general of support-summary-v3 from 5% to 25%". */
  title: z.string(),
  proposal: ApprovalProposal,
  changes: z.array(ShareChange),
  requested_by: Actor,
  reason: z.string(),
  expires_at: Timestamp,
  base_version: z.number().int(),
  /** The rollout and stage that were in force; null for a shift outside a rollout. */
  rollout: z
    .object({ id: z.string(), stage_index: z.number().int(), stage_entered_at: Timestamp.nullable() })
    .nullable(),
  evidence: GateReport.nullable(),
  /** Conditions that were not met at the request and that an approver signs for. */
  unmet: z.array(z.object({ check: AdvanceCheckName, text: z.string() })),
  /** What the evidence does not cover, in words. */
  not_covered: z.array(z.string()),
  /** Requests a minute that would newly use the canary route; null without traffic to measure. */
  extra_requests_per_minute: z.number().nullable(),
  /** SHA-256 over version, proposal, stage, verdicts and evidence. */
  binding: z.string(),
  /** How it ended; null while it waits. */
  outcome: z
    .object({
      by: Actor,
      at: Timestamp,
      text: z.string(),
      reason: z.string().nullable(),
      /** The version its effect made. */
      route_version: z.number().int().nullable(),
    })
    .nullable(),
});
export type ApprovalBody = z.infer<typeof ApprovalBody>;

export const ApprovalSummary = ApprovalBody.pick({
  title: true,
  changes: true,
  requested_by: true,
  reason: true,
  expires_at: true,
  base_version: true,
  outcome: true,
}).extend({
  id: z.string(),
  alias: z.string(),
  state: ApprovalState,
  rollout_id: z.string().nullable(),
  requested_at: Timestamp,
});
export type ApprovalSummary = z.infer<typeof ApprovalSummary>;

/** `GET /api/approvals/{id}`: what an approver reads before deciding. */
export const ApprovalView = ApprovalSummary.extend({
  revision: z.number().int(),
  proposal: ApprovalProposal,
  /** Frozen at the request. */
  evidence: GateReport.nullable(),
  evidence_frozen_at: Timestamp,
  unmet: ApprovalBody.shape.unmet,
  not_covered: z.array(z.string()),
  extra_requests_per_minute: z.number().nullable(),
  binding: z.string(),
  /** What moved since the request, in words; anything here means that approving will be refused. */
  moved: z.array(z.string()),
  /** Why it cannot be approved right now by anybody; null when an approver may. */
  blocked: z.string().nullable(),
  /** What changes in plain words, and as a unified diff of the YAML form. */
  diff: z.array(DiffEntry),
  raw_diff: z.string(),
  /** Where a roll back would go after it. */
  rollback_to: z.number().int().nullable(),
  /** How long the last rollback of this alias took, from the press to in force; null before one was measured. */
  last_rollback: z.object({ verification_id: z.string(), at: Timestamp, took_ms: z.number() }).nullable(),
  timeline: z.array(TimelineLine),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

/** The answer to an order that an approver has to decide first (202). */
export const ApprovalAsked = z.object({ approval_id: z.string(), expires_at: Timestamp });
export type ApprovalAsked = z.infer<typeof ApprovalAsked>;

/** `POST /api/aliases/{alias}/shift`: done (200), or asked for (202). */
export const ShiftAnswer = z.union([ShiftResult, ApprovalAsked]);
export type ShiftAnswer = z.infer<typeof ShiftAnswer>;

/** `GET /api/approvals` query; `mine` are those the caller asked for. */
export const ApprovalQuery = z.object({
  state: z.enum([...APPROVAL_STATES, "closed"]).optional(),
  alias: Identifier.optional(),
  mine: z.enum(["true"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ApprovalQuery = z.infer<typeof ApprovalQuery>;
export const ApprovalList = z.object({ approvals: z.array(ApprovalSummary), waiting_count: z.number().int() });
export type ApprovalList = z.infer<typeof ApprovalList>;

/** `POST /api/approvals/{id}/approve`; a reason is welcome. `binding` says which evidence the approver looked at. */
export const ApproveRequest = z.object({ reason: Reason.optional(), binding: z.string().max(80).optional() });
export type ApproveRequest = z.infer<typeof ApproveRequest>;
/** `POST /api/approvals/{id}/reject`. */
export const RejectRequest = z.object({ reason: Reason });

export const DecisionResult = z.object({
  approval_id: z.string(),
  state: ApprovalState,
  /** The version the approved change made; null for a rejection. */
  route_version: z.number().int().nullable(),
  rollout_id: z.string().nullable(),
  took_ms: z.number(),
});
export type DecisionResult = z.infer<typeof DecisionResult>;

export const ApprovalParams = z.object({ id: z.string().regex(/^[0-9]{1,12}$/, "a number") });
