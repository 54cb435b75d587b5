import { z } from "zod";
import { Percentiles, Status, Timestamp, Window } from "./common";

/** `GET /api/overview` query. */
export const OverviewQuery = z.object({ window: Window.default("1h") });

/** One minute of an alias: null where there was no traffic (a gap, not a zero). */
export const StripMinute = z.object({
  at: Timestamp,
  requests: z.number().int(),
  failed: z.number().int(),
  status: Status,
});

export const AliasSummary = z.object({
  alias: z.string(),
  owner: z.string(),
  status: Status,
  /** Why the status is what it is, one sentence with base and normal. */
  status_reason: z.string(),
  requests: z.number().int(),
  requests_per_second: z.number(),
  /** Percent of requests that failed; null without requests. */
  failed_percent: z.number().nullable(),
  failed_percent_before: z.number().nullable(),
  latency_ms: Percentiles,
  latency_objective_ms: z.number().nullable(),
  /** The most exposed cohort: set and measured share of the canary; null when the alias has no canary. */
  canary: z.object({ cohort: z.string(), set_percent: z.number(), actual_percent: z.number().nullable() }).nullable(),
  rollback_to: z.number().int().nullable(),
  strip: z.array(StripMinute),
});
export type AliasSummary = z.infer<typeof AliasSummary>;

/** Something a person should look at, with the one next action. */
export const AttentionItem = z.object({
  alias: z.string().nullable(),
  status: z.enum(["failing", "degraded", "waiting"]),
  text: z.string(),
  since: Timestamp.nullable(),
  action: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("roll_back"), to_version: z.number().int() }),
    z.object({ kind: z.literal("open"), href: z.string(), label: z.string() }),
  ]),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

export const RecentChange = z.object({
  at: Timestamp,
  actor: z.string(),
  text: z.string(),
  route_version: z.number().int().nullable(),
});
export type RecentChange = z.infer<typeof RecentChange>;

export const Overview = z.object({
  window: Window,
  at: Timestamp,
  data_until: Timestamp,
  /** The page's one sentence, for instance "1 alias failing, 1 degraded". */
  headline: z.string(),
  subline: z.string(),
  attention: z.array(AttentionItem),
  aliases: z.array(AliasSummary),
  /** Canaries with exposure, and later rollouts and drills. */
  running: z.array(
    z.object({
      text: z.string(),
      alias: z.string().nullable(),
      since: Timestamp.nullable(),
      /** The console's page about it; left out where the alias's own is. */
      href: z.string().optional(),
    }),
  ),
  changes: z.array(RecentChange),
  ledger: z.object({
    accepted: z.number().int(),
    recorded: z.number().int(),
    refused: z.number().int(),
    queue: z.number().int(),
  }),
});
export type Overview = z.infer<typeof Overview>;
