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
  z.object({ type: z.literal("drill"), at: Timestamp, run: DrillRunView }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
