import { z } from "zod";
import { BreakerStateName } from "./breaker";
import { ArmName, Percentiles, Timestamp, Window } from "./common";

export const TrafficGroupBy = z.enum(["route", "arm", "route_version", "cohort"]);
export type TrafficGroupBy = z.infer<typeof TrafficGroupBy>;

/** `GET /api/aliases/{alias}/traffic` query. `by` is a comma-separated list. */
export const TrafficQuery = z.object({
  window: Window.default("1h"),
  by: z
    .string()
    .default("route,arm")
    .transform((value) => value.split(",").filter(Boolean))
    .pipe(z.array(TrafficGroupBy).max(4)),
});
export type TrafficQuery = z.infer<typeof TrafficQuery>;

/**
 * Counts of one group over one span. `requests` are whole user requests, attributed to the route that decided them;
 * `attempts` are provider calls. Error counts by signal class count attempts, in the bucket where
 * their request started; `failed_attempts` leaves out `client_closed`. Percentiles are of whole user requests in totals
 * and in groups without a route, and of provider calls in groups that name one.
 */
export const TrafficFigures = z.object({
  requests: z.number().int(),
  failed_requests: z.number().int(),
  attempts: z.number().int(),
  failed_attempts: z.number().int(),
  errors: z.record(z.string(), z.number().int()),
  latency_ms: Percentiles,
  time_to_first_token_ms: Percentiles,
  retries: z.number().int(),
  fallbacks: z.number().int(),
  timeouts: z.number().int(),
  malformed: z.number().int(),
  slow: z.number().int(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  /** US dollars; null when no attempt had a known price. */
  cost: z.number().nullable(),
});
export type TrafficFigures = z.infer<typeof TrafficFigures>;

export const TrafficPoint = z.object({
  at: Timestamp,
  attempts: z.number().int(),
  requests: z.number().int(),
  failed_requests: z.number().int(),
  errors: z.record(z.string(), z.number().int()),
  latency_ms: Percentiles,
  time_to_first_token_ms: Percentiles,
});
export type TrafficPoint = z.infer<typeof TrafficPoint>;

export const TrafficGroup = z.object({
  route: z.string().nullable(),
  arm: ArmName.nullable(),
  route_version: z.number().int().nullable(),
  cohort: z.string().nullable(),
  totals: TrafficFigures,
  /** One point a bucket, oldest first; buckets without traffic are left out, so a gap is a gap. */
  series: z.array(TrafficPoint),
});
export type TrafficGroup = z.infer<typeof TrafficGroup>;

/** A moment drawn on the charts: a shift, a rollback, a version activation, a breaker transition. */
export const ChartMarker = z.object({
  at: Timestamp,
  kind: z.enum(["shift", "rollback", "activation", "breaker"]),
  label: z.string(),
  route_version: z.number().int().nullable(),
  /** Which breaker moved into which state; null for changes of the routing. */
  breaker: z.object({ route: z.string(), state: BreakerStateName }).nullable(),
});
export type ChartMarker = z.infer<typeof ChartMarker>;

export const AliasTraffic = z.object({
  alias: z.string(),
  window: Window,
  from: Timestamp,
  to: Timestamp,
  bucket_ms: z.number().int(),
  /** Newest moment the ledger has folded in; the age of the data. */
  data_until: Timestamp,
  totals: TrafficFigures,
  /** The same figures over the window that ended where this one starts: what is normal. */
  previous: TrafficFigures,
  groups: z.array(TrafficGroup),
  markers: z.array(ChartMarker),
});
export type AliasTraffic = z.infer<typeof AliasTraffic>;
