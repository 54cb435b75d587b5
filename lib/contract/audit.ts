import { z } from "zod";
import { AUDIT_ACTIONS } from "./audit-actions";
import { Timestamp } from "./common";

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_OUTCOMES = ["done", "refused"] as const;

/** One row of the chain. `hash` covers the row and the previous row's hash; `npm run verify:audit` recomputes it. */
export const AuditRow = z.object({
  seq: z.number().int(),
  at: Timestamp,
  actor: z.string(),
  actor_kind: z.enum(["person", "token", "system", "anonymous"]),
  action: z.enum(AUDIT_ACTIONS),
  object: z.string(),
  outcome: z.enum(AUDIT_OUTCOMES),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  trace_id: z.string().nullable(),
  route_version: z.number().int().nullable(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditQuery = z.object({
  action: z.enum(AUDIT_ACTIONS).optional(),
  actor: z.string().optional(),
  object: z.string().optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditList = z.object({ rows: z.array(AuditRow), next_cursor: z.string().nullable() });
export type AuditList = z.infer<typeof AuditList>;
