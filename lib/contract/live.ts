import { z } from "zod";
import { CanaryView } from "./canary";
import { Timestamp } from "./common";
import { DrillRunView } from "./drill";
import { RollbackVerification } from "./rollback";

/**
 * `GET /api/live`: one server-sent event stream a tab. `event:` is the `type`, `id:` grows by one.
 * A heartbeat comes every 10 s; a client that saw nothing for 25 s calls its data stale.
 */
export const LiveEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("heartbeat"), at: Timestamp, data_until: Timestamp }),
  z.object({
    type: z.literal("route_version"),
    at: Timestamp,
    route_version: z.number().int(),
    alias: z.string().nullable(),
    actor: z.string(),
    text: z.string(),
  }),
  z.object({ type: z.literal("canary"), at: Timestamp, canary: CanaryView }),
  /** Sent when a stream opens and when it changes. */
  z.object({ type: z.literal("load"), at: Timestamp, shedding: z.string().nullable() }),
  /** A contract worksheet, a probe run or a list of models changed. */
  z.object({
    type: z.literal("contract"),
    at: Timestamp,
    provider: z.string(),
    endpoint: z.string().nullable(),
    text: z.string(),
  }),
  z.object({ type: z.literal("rollback"), at: Timestamp, rollback: RollbackVerification }),
  z.object({ type: z.literal("breaker"), at: Timestamp, route: z.string(), state: z.string(), cause: z.string() }),
  /** With each change of a run; null when a stream opens and none is under way. */
  z.object({ type: z.literal("drill"), at: Timestamp, run: DrillRunView.nullable() }),
  /** A rollout moved, held or ended; details are at `GET /api/rollouts/{id}`. */
  z.object({
    type: z.literal("rollout"),
    at: Timestamp,
    rollout_id: z.string(),
    alias: z.string(),
    state: z.string(),
    stage_index: z.number().int(),
    text: z.string(),
  }),
  /** An approval was asked for, decided or closed. */
  z.object({
    type: z.literal("approval"),
    at: Timestamp,
    approval_id: z.string(),
    alias: z.string(),
    state: z.string(),
  }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
