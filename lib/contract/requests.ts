import { z } from "zod";
import { ArmName, EndpointName, ReasonCodeName, SignalClassName, Timestamp, TrafficKindName } from "./common";

export const RequestStateName = z.enum(["running", "succeeded", "failed", "client_closed", "interrupted"]);
export const AttemptStateName = z.enum(["served", "failed", "skipped", "interrupted", "running"]);
export const AttemptPurposeName = z.enum(["primary", "retry", "fallback"]);

/** One provider call, or one candidate that was never called. */
export const AttemptView = z.object({
  n: z.number().int(),
  state: AttemptStateName,
  purpose: AttemptPurposeName,
  started_at: Timestamp,
  llm_route: z.string(),
  llm_route_version: z.number().int(),
  provider: z.string(),
  provider_model: z.string(),
  error_class: SignalClassName.nullable(),
  detail: z.string().nullable(),
  reason_code: ReasonCodeName.nullable(),
  http_status: z.number().int().nullable(),
  latency_ms: z.number().nullable(),
  time_to_first_token_ms: z.number().nullable(),
  timeout_ms: z.number().nullable(),
  provider_request_id: z.string().nullable(),
  finish_reason: z.string().nullable(),
  response_model: z.string().nullable(),
  input_token_count: z.number().int().nullable(),
  output_token_count: z.number().int().nullable(),
  usage_source: z.enum(["provider", "estimated", "unknown"]),
  cost: z.number().nullable(),
  error_excerpt: z.string().nullable(),
  adaptations: z.array(z.string()),
  is_slow: z.boolean(),
  next: z.enum(["returned", "retry", "fallback", "gave_up"]).nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;

export const RequestView = z.object({
  trace_id: z.string(),
  request_id: z.string().nullable(),
  /** The trace the caller is in (W3C `traceparent`). */
  inbound_trace_id: z.string().nullable(),
  started_at: Timestamp,
  endpoint: EndpointName,
  stream: z.boolean(),
  kind: TrafficKindName,
  app_model_alias: z.string(),
  client_id: z.string(),
  tenant: z.string().nullable(),
  cohort: z.string(),
  arm: ArmName,
  llm_route_version: z.number().int(),
  state: RequestStateName,
  http_status: z.number().int().nullable(),
  reason_code: ReasonCodeName.nullable(),
  llm_route: z.string().nullable(),
  latency_ms: z.number().nullable(),
  time_to_first_token_ms: z.number().nullable(),
  retry_count: z.number().int(),
  client_retry_count: z.number().int(),
  fallback_attempted: z.boolean(),
  fallback_reason: ReasonCodeName.nullable(),
  input_token_count: z.number().int().nullable(),
  output_token_count: z.number().int().nullable(),
  usage_source: z.enum(["provider", "estimated", "unknown"]),
  cost: z.number().nullable(),
});
export type RequestView = z.infer<typeof RequestView>;

/** The chain as a list row shows it: enough to read what happened, no bodies. */
export const ChainLink = AttemptView.pick({
  n: true,
  state: true,
  purpose: true,
  llm_route: true,
  error_class: true,
  detail: true,
  reason_code: true,
  http_status: true,
  latency_ms: true,
});
export type ChainLink = z.infer<typeof ChainLink>;

export const RequestRow = RequestView.extend({ attempts: z.array(ChainLink) });
export type RequestRow = z.infer<typeof RequestRow>;

export const RequestDetail = z.object({ request: RequestView, attempts: z.array(AttemptView) });
export type RequestDetail = z.infer<typeof RequestDetail>;

/** `GET /api/requests` query. `from`/`to` are ISO times; `class` matches any attempt, `state` the request. */
export const RequestListQuery = z.object({
  alias: z.string().optional(),
  cohort: z.string().optional(),
  arm: ArmName.optional(),
  route: z.string().optional(),
  class: SignalClassName.optional(),
  reason: ReasonCodeName.optional(),
  state: RequestStateName.optional(),
  kind: TrafficKindName.optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RequestListQuery = z.infer<typeof RequestListQuery>;

export const RequestHistogramBar = z.object({
  at: Timestamp,
  succeeded: z.number().int(),
  failed: z.number().int(),
});

export const RequestList = z.object({
  requests: z.array(RequestRow),
  next_cursor: z.string().nullable(),
  from: Timestamp,
  to: Timestamp,
  bucket_ms: z.number().int(),
  /** Requests of the same alias, cohort and arm in the span, from the rollups; null when a filter has no rollup. */
  histogram: z.array(RequestHistogramBar).nullable(),
});
export type RequestList = z.infer<typeof RequestList>;
