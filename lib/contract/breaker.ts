import { z } from "zod";
import { Reason, Timestamp } from "./common";

export const BreakerStateName = z.enum(["closed", "open", "half_open", "forced_open", "disabled", "metrics_only"]);

/**
 * What an operator may order of a route's breaker: `forced_open` keeps traffic off while everything else stays as it
 * is, `disabled` takes the route out of service, `metrics_only` counts failures and never opens, `automatic` ends either.
 */
export const BREAKER_ORDERS = ["forced_open", "disabled", "metrics_only", "automatic"] as const;
export const BreakerOrder = z.enum(BREAKER_ORDERS);
export type BreakerOrder = z.infer<typeof BreakerOrder>;

const DAY_MS = 86_400_000;

/** `POST /api/routes/{route}/breaker`. Without `expires_in_ms` the order holds until somebody ends it. */
export const BreakerOrderRequest = z.object({
  order: BreakerOrder,
  reason: Reason.optional(),
  expires_in_ms: z
    .number()
    .int()
    .min(60_000)
    .max(7 * DAY_MS)
    .optional(),
});
export type BreakerOrderRequest = z.infer<typeof BreakerOrderRequest>;

/** An order in force. */
export const BreakerOverrideView = z.object({
  by: z.string(),
  reason: z.string().nullable(),
  since: Timestamp,
  /** When it ends by itself; null when it does not. */
  expires_at: Timestamp.nullable(),
});
export type BreakerOverrideView = z.infer<typeof BreakerOverrideView>;

export const BreakerOrderResult = z.object({
  route: z.string(),
  state: BreakerStateName,
  expires_at: Timestamp.nullable(),
  took_ms: z.number(),
});
export type BreakerOrderResult = z.infer<typeof BreakerOrderResult>;

/** The body of a `breaker_override` control record, whose id is the route and whose state is the order. */
export const BreakerOverrideBody = z.object({
  by: z.string(),
  reason: z.string().nullable(),
  since_ms: z.number().int(),
  expires_at_ms: z.number().int().nullable(),
});
export type BreakerOverrideBody = z.infer<typeof BreakerOverrideBody>;
