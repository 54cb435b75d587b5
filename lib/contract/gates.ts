import { z } from "zod";
import { GATE_ACTIONS, GATE_ANSWERS, GATE_MODES, GATE_NAMES, GATE_TRIPS, type GateSettings } from "../core/gate";
import { Reason, Timestamp } from "./common";

const Mode = z.enum(GATE_MODES);
const Action = z.enum(GATE_ACTIONS);

/** A failure rate: the limit is a percentage of calls, of requests for `acceptance` and `fallback_volume`. */
const rateGate = (limitPercent: number, action: z.infer<typeof Action>, mode: z.infer<typeof Mode> = "enforce") =>
  z
    .strictObject({
      mode: Mode.default(mode),
      action: Action.default(action),
      limit_percent: z.number().min(0.01).max(90).default(limitPercent),
    })
    .prefault({});

const latencyGate = (mode: z.infer<typeof Mode>) =>
  z
    .strictObject({
      mode: Mode.default(mode),
      action: Action.default("hold"),
      /** Null takes the alias's latency objective, twice that for p99. */
      limit_ms: z.number().int().positive().max(600_000).nullable().default(null),
      /** How much slower than the control group it may surely be. */
      max_increase_percent: z.number().min(1).max(1_000).default(25),
    })
    .prefault({});

/**
 * The gates of one alias; a field left out takes its default. Rates are judged by tests that stay true however often
 * they are looked at, so the limits are rates and have no "for 5 minutes".
 */
export const GateSettingsBody = z.strictObject({
  server_errors: rateGate(2, "roll_back"),
  timeouts: rateGate(1, "roll_back"),
  malformed: rateGate(1, "roll_back"),
  /** Two distinct requests trip it at once; the limit is what a pass has to prove. */
  auth: rateGate(2, "roll_back"),
  acceptance: rateGate(2, "roll_back"),
  fallback_volume: rateGate(5, "step_down"),
  latency_p95: latencyGate("enforce"),
  latency_p99: latencyGate("warn"),
  cost: z
    .strictObject({
      mode: Mode.default("warn"),
      action: Action.default("hold"),
      /** Cost of a canary request over that of a control request; tokens where no price is known. */
      max_ratio: z.number().min(1.01).max(100).default(1.5),
      /** US dollars the canary may spend in one stage; null sets none. */
      spend_cap: z.number().positive().max(1_000_000).nullable().default(null),
    })
    .prefault({}),
});
export type GateSettingsBody = z.infer<typeof GateSettingsBody>;

/** `GET /api/aliases/{alias}/gates`. */
export const GateSettingsView = z.object({
  alias: z.string(),
  /** What the next PUT names as `base_revision`; null while the defaults hold. */
  revision: z.number().int().nullable(),
  updated_at: Timestamp.nullable(),
  settings: GateSettingsBody,
  /** The objective of the alias, for gates without a limit of their own. */
  objective: z.object({ availability: z.number(), latency_p95_ms: z.number().nullable() }),
});
export type GateSettingsView = z.infer<typeof GateSettingsView>;

/** `PUT /api/aliases/{alias}/gates`: the whole settings, as they were read and changed. */
export const GateSettingsChange = z.strictObject({
  base_revision: z.number().int().positive().nullable(),
  settings: GateSettingsBody,
  reason: Reason,
});
export type GateSettingsChange = z.infer<typeof GateSettingsChange>;

const Interval = z.tuple([z.number(), z.number()]);

const GateArmView = z.object({
  k: z.number().int().nullable(),
  n: z.number().int(),
  value: z.number().nullable(),
  interval: Interval.nullable(),
});

/** One gate's answer, as `GateVerdict` of the core explains it. */
export const GateVerdictView = z.object({
  gate: z.enum(GATE_NAMES),
  mode: Mode,
  action: Action,
  verdict: z.enum(GATE_ANSWERS),
  tripped_by: z.enum(GATE_TRIPS).nullable(),
  unit: z.enum(["share", "ms", "usd", "tokens"]),
  canary: GateArmView,
  stable: GateArmView,
  compared_with: z.enum(["control", "stable", "other_cohorts"]).nullable(),
  difference: z.object({ value: z.number(), interval: Interval.nullable() }).nullable(),
  limit: z.number().nullable(),
  upper_bound: z.number().nullable(),
  evidence: z.number().min(0).max(1),
  alarm: z.number().min(0).max(1),
  forecast: z.object({
    requests_needed: z.number().int().nullable(),
    minutes_needed: z.number().nullable(),
    failures_if_broken: z.number().int(),
    seconds_if_broken: z.number().nullable(),
  }),
  held_because: z.string().nullable(),
  reason: z.string(),
});
export type GateVerdictView = z.infer<typeof GateVerdictView>;

/** The gates of an alias over its present stage, with what every one of them rests on. */
export const GateReport = z.object({
  /** Since when and of which versions the evidence is. */
  since: Timestamp,
  from_version: z.number().int(),
  data_until: Timestamp,
  canary_requests: z.number().int(),
  control_requests: z.number().int(),
  canary_requests_per_minute: z.number(),
  in_flight: z.object({ count: z.number().int(), oldest_ms: z.number().nullable() }),
  /** Whether canary and control group got requests in the ratio that was set; null without a control group. */
  sample_ratio: z.object({ p: z.number(), is_mismatch: z.boolean() }).nullable(),
  target: z.object({ route: z.string(), status: z.enum(["healthy", "failing", "unknown"]), why: z.string() }),
  /** What all gates in `enforce` ask for together; null while none fails. */
  asks_for: Action.nullable(),
  /** Every gate in `enforce` passed. */
  is_sufficient: z.boolean(),
  gates: z.array(GateVerdictView),
});
export type GateReport = z.infer<typeof GateReport>;

/** The stored settings as the gates read them. */
export function gateSettings(body: GateSettingsBody): GateSettings {
  const rate = ({ mode, action, limit_percent: limitPercent }: GateSettingsBody["timeouts"]) => ({
    mode,
    action,
    limit: limitPercent / 100,
  });
  const latency = (rule: GateSettingsBody["latency_p95"]) => ({
    mode: rule.mode,
    action: rule.action,
    limitMs: rule.limit_ms,
    maxIncrease: rule.max_increase_percent / 100,
  });
  return {
    server_errors: rate(body.server_errors),
    timeouts: rate(body.timeouts),
    malformed: rate(body.malformed),
    auth: rate(body.auth),
    acceptance: rate(body.acceptance),
    fallback_volume: rate(body.fallback_volume),
    latency_p95: latency(body.latency_p95),
    latency_p99: latency(body.latency_p99),
    cost: {
      mode: body.cost.mode,
      action: body.cost.action,
      maxRatio: body.cost.max_ratio,
      spendCap: body.cost.spend_cap,
    },
  };
}
