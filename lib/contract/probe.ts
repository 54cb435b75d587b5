import { z } from "zod";
import { CONTRACT_ROW_IDS } from "../core/contract-rows";
import { PROBE_CHECKS, type ProbeCheckId } from "../core/probes/probe-check";
import { PROBE_IDS } from "../core/probes/probe-definition";
import { EndpointName, Identifier, SignalClassName, Timestamp } from "./common";

const CHECK_IDS = Object.keys(PROBE_CHECKS) as [ProbeCheckId, ...ProbeCheckId[]];

export const ProbeCheckResult = z.object({
  check: z.enum(CHECK_IDS),
  pass: z.boolean(),
  expected: z.string(),
  seen: z.string(),
});

export const FieldDrift = z.object({ field: z.string(), before: z.string(), now: z.string().nullable() });

/** One probe of a run: the smoke-test record of seed 003, with the checks behind it. */
export const ProbeResult = z.object({
  smoke_test_run_id: z.string(),
  probe: z.enum(PROBE_IDS),
  /** As the seed writes it: `POST /v1/chat/completions`. */
  endpoint: z.string(),
  spoken: EndpointName,
  stream: z.boolean(),
  http_status: z.number().int().nullable(),
  finish_reason_present: z.boolean().nullable(),
  content_non_null: z.boolean().nullable(),
  error_shape_valid_on_4xx: z.boolean().nullable(),
  test_timestamp_utc: Timestamp,
  pass: z.boolean(),
  notes: z.string(),
  trace_id: z.string(),
  latency_ms: z.number(),
  error_class: SignalClassName.nullable(),
  provider_request_id: z.string().nullable(),
  checks: z.array(ProbeCheckResult),
  fields: z.record(z.string(), z.string()),
  drift: z.array(FieldDrift),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/** The body of a control record of kind `probe_run`: every probe of one route. */
export const ProbeRun = z.object({
  run_id: z.string(),
  route: z.string(),
  provider: z.string(),
  provider_model: z.string(),
  alias: z.string(),
  route_version: z.number().int(),
  state: z.enum(["running", "passed", "failed", "interrupted"]),
  trigger: z.enum(["person", "schedule"]),
  actor: z.string(),
  started_at: Timestamp,
  finished_at: Timestamp.nullable(),
  planned: z.number().int(),
  results: z.array(ProbeResult),
});
export type ProbeRun = z.infer<typeof ProbeRun>;

/** The body of the one control record of kind `probe_schedule`. Off unless somebody turned it on: probes cost money. */
export const ProbeSchedule = z.strictObject({
  is_on: z.boolean(),
  every_minutes: z.number().int().min(5).max(10_080),
});
export type ProbeSchedule = z.infer<typeof ProbeSchedule>;

export const ProbeScheduleView = ProbeSchedule.extend({ next_at: Timestamp.nullable() });

/** One cell of the contract x route matrix. */
export const MatrixCell = z.object({
  route: z.string(),
  spoken: EndpointName,
  /** What the probes of the last run say. */
  probes: z.enum(["passed", "failed", "unanswered", "not_run", "no_probe"]),
  /** What the worksheet says. */
  state: z.enum(["unverified", "verified", "stale"]),
  failed_checks: z.array(z.string()),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

export const MatrixRow = z.object({
  row: z.enum(CONTRACT_ROW_IDS),
  label: z.string(),
  is_required: z.boolean(),
  cells: z.array(MatrixCell),
});

/** `GET /api/probes`. */
export const ProbeList = z.object({
  definitions: z.array(
    z.object({
      probe: z.enum(PROBE_IDS),
      label: z.string(),
      expects: z.string(),
      checks: z.array(z.string()),
      is_streamed_too: z.boolean(),
    }),
  ),
  schedule: ProbeScheduleView,
  /** The last run of each route, running ones included. */
  last_runs: z.array(ProbeRun),
  matrix: z.array(MatrixRow),
  /** Routes and endpoints in the order of the cells. */
  columns: z.array(z.object({ route: z.string(), provider: z.string(), spoken: EndpointName })),
  drift: z.array(FieldDrift.extend({ route: z.string(), endpoint: z.string(), probe: z.string(), run_id: z.string() })),
});
export type ProbeList = z.infer<typeof ProbeList>;

/** `POST /api/probes/run`. Without a route all routes of the active version are probed, one after the other. */
export const ProbeRunRequest = z.strictObject({ route: Identifier.optional() });
export type ProbeRunRequest = z.infer<typeof ProbeRunRequest>;

export const ProbeRunStarted = z.object({ runs: z.array(z.object({ run_id: z.string(), route: z.string() })) });
export type ProbeRunStarted = z.infer<typeof ProbeRunStarted>;
