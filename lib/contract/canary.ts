import { z } from "zod";
import { BreakerOverrideView, BreakerStateName } from "./breaker";
import { Identifier, Percent, Reason, Timestamp } from "./common";
import { GateReport } from "./gates";

/** A route of the alias as the operator sees it now. */
export const RouteHealth = z.object({
  route: z.string(),
  provider: z.string(),
  provider_model: z.string(),
  /** Its place in the order of candidates: primary, canary or fallback. */
  position: z.enum(["primary", "canary", "fallback"]),
  production_eligible: z.boolean(),
  /** Stable requests may reach it: it is the primary or one of the fallbacks, whatever else it is. */
  takes_stable: z.boolean(),
  /** What its contract worksheet leaves open, as a sentence; null when it is verified. */
  contract_note: z.string().nullable(),
  /** Other aliases that use the route, and share its breaker. */
  shared_with: z.array(z.string()),
  breaker: z.object({
    state: BreakerStateName,
    since: Timestamp.nullable(),
    /** When an open breaker lets the next probe through. */
    retry_at: Timestamp.nullable(),
    cause: z.string().nullable(),
    /** The operator's order it follows; null while it works by itself. */
    override: BreakerOverrideView.nullable(),
  }),
  /** Set while the provider asked to be left alone. */
  cooled_until: Timestamp.nullable(),
  /** An auth or account error was seen: its owner has to act. */
  needs_owner: z.boolean(),
});
export type RouteHealth = z.infer<typeof RouteHealth>;

export const CohortShare = z.object({
  cohort: z.string(),
  set_percent: Percent,
  /** Share of the cohort's requests that took the canary arm in the last `actual_window_ms`; null without requests. */
  actual_percent: z.number().nullable(),
  requests: z.number().int(),
});
export type CohortShare = z.infer<typeof CohortShare>;

/** How the route a rollback goes to is doing. A warning never blocks. */
export const TargetHealthView = z.object({
  route: z.string(),
  state: z.enum(["healthy", "cold", "failing"]),
  /** Its recent figures in words. */
  summary: z.string(),
  warning: z.string().nullable(),
});
export type TargetHealthView = z.infer<typeof TargetHealthView>;

export const CanaryView = z.object({
  alias: z.string(),
  owner: z.string(),
  active_version: z.number().int(),
  /** The version in which this alias last changed. */
  changed_in_version: z.number().int(),
  stable_route: z.string(),
  canary_route: z.string().nullable(),
  actual_window_ms: z.number().int(),
  cohorts: z.array(CohortShare),
  routes: z.array(RouteHealth),
  /** Null with a sentence in `rollback_unavailable` when there is nothing to go back to. */
  rollback_to: z.number().int().nullable(),
  rollback_unavailable: z.string().nullable(),
  /** What going back would do, per cohort, for the dialog. */
  rollback_effect: z.array(z.object({ cohort: z.string(), from_percent: Percent, to_percent: Percent })),
  /** Null when there is nothing to go back to. */
  rollback_health: TargetHealthView.nullable(),
  stream_policy: z.enum(["passthrough", "buffered"]),
  objective: z.object({ availability: z.number(), latency_p95_ms: z.number().nullable() }),
  expires_at: z.string().nullable(),
  /** What the gates say of the present stage; null while nobody is on the canary, and when it cannot be read. */
  gates: GateReport.nullable(),
});
export type CanaryView = z.infer<typeof CanaryView>;

export const ShiftRequest = z.object({
  cohort: Identifier,
  percent: Percent,
  reason: Reason,
  base_version: z.number().int().positive().optional(),
});
export type ShiftRequest = z.infer<typeof ShiftRequest>;

export const ShiftResult = z.object({ route_version: z.number().int(), took_ms: z.number() });
export type ShiftResult = z.infer<typeof ShiftResult>;

export const RollbackRequest = z.object({
  to_version: z.number().int().positive().optional(),
  reason: Reason.optional(),
});
export type RollbackRequest = z.infer<typeof RollbackRequest>;

export const RollbackResult = z.object({
  route_version: z.number().int(),
  restores: z.number().int(),
  /** From the arrival of the order to the moment new requests use the restored section. */
  took_ms: z.number(),
  /** Of the verification that runs from here on: `GET /api/rollbacks/{verification_id}`. */
  verification_id: z.string(),
});
export type RollbackResult = z.infer<typeof RollbackResult>;
