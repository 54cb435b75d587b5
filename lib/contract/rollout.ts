import { z } from "zod";
import { GATE_NAMES } from "../core/gate";
import { ADVANCE_CHECKS, ROLLOUT_STATES, type RolloutState as State } from "../core/rollout";
import { CohortShare } from "./canary";
import { Identifier, Percent, Reason, Timestamp } from "./common";
import { GateReport } from "./gates";

/** "Waiting for approval" is derived, see `waiting_for`, and never stored. */
export const RolloutState = z.enum(ROLLOUT_STATES);
export type RolloutState = State;

export const AdvanceCheckName = z.enum(ADVANCE_CHECKS);

export const RolloutStage = z.strictObject({
  /** For people, for instance "general 5%". */
  name: z.string().min(1).max(80),
  /** Canary percentage by cohort. A cohort the stage does not name keeps what the stage before set. */
  shares: z.record(Identifier, Percent),
  /** The least time in this stage before the next one. */
  soak_ms: z
    .number()
    .int()
    .nonnegative()
    .max(30 * 24 * 3_600_000),
  /** The gates that decide about leaving this stage; null for every gate of the alias. */
  gates: z.array(z.enum(GATE_NAMES)).nullable(),
  /** Entering this stage needs an approval. */
  needs_approval: z.boolean(),
});
export type RolloutStage = z.infer<typeof RolloutStage>;

/** What the machine may do by itself. Advancing is opt-in, going back to safety is on. */
export const Automation = z.strictObject({
  advance: z.boolean().default(false),
  hold: z.boolean().default(true),
  step_down: z.boolean().default(true),
  roll_back: z.boolean().default(true),
});
export type Automation = z.infer<typeof Automation>;

/** Who did something, as records keep it. */
export const Actor = z.object({ kind: z.enum(["person", "token", "system"]), id: z.string(), name: z.string() });
export type Actor = z.infer<typeof Actor>;

/** Why a rollout does not move although nobody paused it. */
export const RolloutHold = z.object({ code: z.string(), text: z.string(), since: Timestamp });

/** The stored body of a `rollout` record. Its state, alias, version and times are columns of the record. */
export const RolloutBody = z.object({
  canary_route: z.string(),
  stages: z.array(RolloutStage).nonempty(),
  /** The stage in force; -1 before the first. */
  stage_index: z.number().int().min(-1),
  /** When the soak of this stage began; null before the first stage. */
  stage_entered_at: Timestamp.nullable(),
  /** Stages up to this index may be entered without asking again. */
  approved_through: z.number().int().min(-1),
  automation: Automation,
  hold: RolloutHold.nullable(),
  started_by: Actor,
  reason: z.string(),
  /** Where a roll back goes; the version before the canary was exposed. */
  rollback_version: z.number().int().nullable(),
});
export type RolloutBody = z.infer<typeof RolloutBody>;

/** `POST /api/aliases/{alias}/rollout`. Without stages: internal first, then 1, 5, 10, 25, 50, 100 % of the others. */
export const StartRolloutRequest = z.object({
  reason: Reason,
  stages: z.array(RolloutStage).min(1).max(20).optional(),
  /** Soak of every default stage. */
  soak_ms: z
    .number()
    .int()
    .nonnegative()
    .max(30 * 24 * 3_600_000)
    .optional(),
  automation: Automation.prefault({}),
  base_version: z.number().int().positive().optional(),
});
export type StartRolloutRequest = z.infer<typeof StartRolloutRequest>;

/** `POST /api/aliases/{alias}/pause` and `/resume`. */
export const RolloutOrder = z.object({ reason: Reason });
/** `POST /api/aliases/{alias}/advance` and `/undo`: on to the next stage, or back to what a roll back left. */
export const AdvanceRequest = z.object({ reason: Reason, base_version: z.number().int().positive().optional() });
export type AdvanceRequest = z.infer<typeof AdvanceRequest>;

/** What an order on a rollout did. 202 with an `approval_id` when an approver has to decide first. */
export const RolloutOrderResult = z.union([
  z.object({
    rollout_id: z.string(),
    state: RolloutState,
    stage_index: z.number().int(),
    /** Null when routing was not touched. */
    route_version: z.number().int().nullable(),
    took_ms: z.number(),
  }),
  z.object({ approval_id: z.string(), expires_at: Timestamp }),
]);
export type RolloutOrderResult = z.infer<typeof RolloutOrderResult>;

/** One line of a timeline that people and the machine write together. */
export const TimelineLine = z.object({
  seq: z.number().int(),
  at: Timestamp,
  actor: z.string(),
  actor_kind: z.enum(["person", "token", "system", "anonymous"]),
  event: z.string(),
  text: z.string(),
});
export type TimelineLine = z.infer<typeof TimelineLine>;

/** One condition of the next step. `waiting` resolves by itself, `failed` needs a change, `later` was not reached. */
export const AdvanceCheck = z.object({
  check: AdvanceCheckName,
  status: z.enum(["ok", "waiting", "failed", "later"]),
  text: z.string(),
});
export type AdvanceCheck = z.infer<typeof AdvanceCheck>;

export const RolloutSummary = z.object({
  id: z.string(),
  alias: z.string(),
  state: RolloutState,
  canary_route: z.string(),
  stage_index: z.number().int(),
  stage_count: z.number().int(),
  /** The name of the stage in force; null before the first. */
  stage: z.string().nullable(),
  stage_entered_at: Timestamp.nullable(),
  /** Derived: the first check that is not met; null when nothing stands in the way, or when it is over. */
  waiting_for: z.enum([...ADVANCE_CHECKS, "person"]).nullable(),
  /** One sentence: where it stands and why. */
  text: z.string(),
  /** Who acts next and how. */
  next: z.string(),
  approval_id: z.string().nullable(),
  started_by: Actor,
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type RolloutSummary = z.infer<typeof RolloutSummary>;

/** `GET /api/rollouts/{id}`: everything the rollout's screen shows. */
export const RolloutView = RolloutSummary.extend({
  revision: z.number().int(),
  reason: z.string(),
  stable_route: z.string().nullable(),
  automation: Automation,
  hold: RolloutHold.nullable(),
  stages: z.array(
    RolloutStage.extend({ position: z.enum(["done", "current", "next", "later"]), is_approved: z.boolean() }),
  ),
  soak_ends_at: Timestamp.nullable(),
  /** The order of checks before the next step, each with its sentence; empty when the rollout is over. */
  checks: z.array(AdvanceCheck),
  /** Set and measured share of every cohort. */
  cohorts: z.array(CohortShare),
  /** What the gates say about the stage in force; null before the first stage and when it cannot be read. */
  evidence: GateReport.nullable(),
  active_version: z.number().int(),
  rollback_version: z.number().int().nullable(),
  /** Of the roll back that ended it: `GET /api/rollbacks/{verification_id}`; null when none did. */
  verification_id: z.string().nullable(),
  /** Newest first. */
  timeline: z.array(TimelineLine),
});
export type RolloutView = z.infer<typeof RolloutView>;

/** `GET /api/rollouts` query. */
export const RolloutQuery = z.object({
  alias: Identifier.optional(),
  state: z.enum([...ROLLOUT_STATES, "open"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const RolloutList = z.object({ rollouts: z.array(RolloutSummary) });
export type RolloutList = z.infer<typeof RolloutList>;

/** Ids are the alias and a number that grows: `support-summary-v3.2`. */
export const RolloutParams = z.object({ id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/) });
