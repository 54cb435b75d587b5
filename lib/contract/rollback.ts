import { z } from "zod";
import { ROLLBACK_CHECKS } from "../core/rollback-verification";
import { Identifier, Reason, Timestamp } from "./common";

export const RollbackCheckView = z.object({
  check: z.enum(ROLLBACK_CHECKS),
  /** `pending` until it is true; `failed` when something happened that must not have. */
  state: z.enum(["pending", "passed", "failed"]),
  /** From the moment the rollback was in force to the moment this was first seen to hold; null while it does not. */
  after_ms: z.number().nullable(),
  /** The figures behind the state, as one clause. */
  detail: z.string(),
});
export type RollbackCheckView = z.infer<typeof RollbackCheckView>;

/** What is kept of a rollback and of the checks that ran after it. */
export const RollbackVerificationBody = z.object({
  /** The aliases that went back. */
  aliases: z.array(z.string()).nonempty(),
  /** All aliases of the map went back together. */
  is_whole_map: z.boolean(),
  abandoned_version: z.number().int(),
  /** Null when the canary was taken back without an older version to restore. */
  restores: z.number().int().nullable(),
  /** Routes the aliases could call before and cannot any more. */
  abandoned_routes: z.array(z.string()),
  /** Accounts no alias calls any more. */
  abandoned_providers: z.array(z.string()),
  actor: z.string(),
  asked_at: Timestamp,
  /** When new requests of this instance began to use the restored routes; null until that is known. */
  in_force_at: Timestamp.nullable(),
  /** From the press to in force; null when the process ended in between. */
  took_ms: z.number().nullable(),
  /** When what is not true by then counts as missing. */
  deadline_at: Timestamp,
  ended_at: Timestamp.nullable(),
  checks: z.array(RollbackCheckView),
  /** One sentence on where it stands or how it ended. */
  sentence: z.string(),
  /** The failure rate it is measured against: a fraction, and where it comes from. */
  baseline: z.object({ failure_rate: z.number(), source: z.string() }).nullable(),
  reason: z.string().nullable(),
  reason_by: z.string().nullable(),
});
export type RollbackVerificationBody = z.infer<typeof RollbackVerificationBody>;

export const RollbackState = z.enum(["running", "verified", "failed"]);
export type RollbackState = z.infer<typeof RollbackState>;

/** One line of what happened, oldest first. */
export const RollbackMoment = z.object({ at: Timestamp, actor: z.string(), event: z.string(), text: z.string() });
export type RollbackMoment = z.infer<typeof RollbackMoment>;

/** `GET /api/rollbacks/{verification_id}`. */
export const RollbackVerification = RollbackVerificationBody.extend({
  verification_id: z.string(),
  state: RollbackState,
  route_version: z.number().int(),
  updated_at: Timestamp,
  timeline: z.array(RollbackMoment),
});
export type RollbackVerification = z.infer<typeof RollbackVerification>;

/** A rollback in a list: what went back, by whom, how fast, and whether it did what it was for. */
export const RollbackSummary = RollbackVerificationBody.pick({
  aliases: true,
  is_whole_map: true,
  abandoned_version: true,
  restores: true,
  actor: true,
  asked_at: true,
  took_ms: true,
  sentence: true,
  reason: true,
}).extend({ verification_id: z.string(), state: RollbackState, route_version: z.number().int() });
export type RollbackSummary = z.infer<typeof RollbackSummary>;

/** `GET /api/rollbacks`, newest first; `cursor` is where older ones begin. */
export const RollbackQuery = z.object({
  /** Those of this alias, rollbacks of the whole map included. */
  alias: Identifier.optional(),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RollbackQuery = z.infer<typeof RollbackQuery>;
export const RollbackList = z.object({ rollbacks: z.array(RollbackSummary), next_cursor: z.string().nullable() });
export type RollbackList = z.infer<typeof RollbackList>;

export const RollbackParams = z.object({ verification_id: z.string().regex(/^rb-[0-9a-f]{12}$/) });

export const RollbackReasonRequest = z.object({ reason: Reason });
export type RollbackReasonRequest = z.infer<typeof RollbackReasonRequest>;

/** `POST /api/route-map/rollback`: every alias back to its section in an older version. */
export const MapRollbackRequest = z.object({ to_version: z.number().int().positive(), reason: Reason.optional() });
export type MapRollbackRequest = z.infer<typeof MapRollbackRequest>;
