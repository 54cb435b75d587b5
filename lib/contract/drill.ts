import { z } from "zod";
import { DRILL_IDS } from "../core/drill";
import { Identifier, Reason, Timestamp } from "./common";

export const DrillIdName = z.enum(DRILL_IDS);

/** `stopped` by a person, `aborted` by the machine (real traffic degraded, or the hard end), `interrupted` by a restart. */
export const DRILL_RUN_STATES = [
  "planned",
  "running",
  "stopping",
  "passed",
  "failed",
  "stopped",
  "aborted",
  "interrupted",
] as const;
export const DrillRunStateName = z.enum(DRILL_RUN_STATES);
export type DrillRunStateName = z.infer<typeof DrillRunStateName>;

/** One claim of a step, both sides as sentences. */
export const DrillCheck = z.object({ expected: z.string(), seen: z.string(), is_passed: z.boolean() });
export type DrillCheck = z.infer<typeof DrillCheck>;

export const DrillStepView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(["waiting", "running", "passed", "failed", "skipped"]),
  started_at: Timestamp.nullable(),
  took_ms: z.number().nullable(),
  bound_ms: z.number(),
  /** What the step claims, known before it runs. */
  expects: z.array(z.string()).default([]),
  checks: z.array(DrillCheck),
  /** Who started the run and with it approved its plan; null for a step that was never reached. */
  approved_by: z.string().nullable(),
  trace_ids: z.array(z.string()),
});
export type DrillStepView = z.infer<typeof DrillStepView>;

/**
 * The run second by second, from a little before its start: the drill's provider calls beside the requests of real
 * callers. Slots are of equal length and become longer in a long run.
 */
export const DrillPulseView = z.object({
  from: Timestamp,
  slot_ms: z.number().int(),
  slots: z.array(
    z.object({
      calls: z.number().int(),
      failed_calls: z.number().int(),
      requests: z.number().int(),
      failed_requests: z.number().int(),
      /** A fault was set. */
      is_broken: z.boolean(),
    }),
  ),
});
export type DrillPulseView = z.infer<typeof DrillPulseView>;

const TrafficCount = z.object({ requests: z.number().int(), failures: z.number().int() });

/**
 * What a passed cutover-and-rollback run proves: the rollback target of `alias` works, until `until`. It holds for every
 * version of the alias whose rollback target has this section, whatever its number.
 */
export const ExercisedRollback = z.object({
  rollback_route_version: z.number().int(),
  /** Hex SHA-256 of the canonical JSON of the section of the alias in that version: `sectionHash(section)`. */
  rollback_section_hash: z.string(),
  until: Timestamp,
});
export type ExercisedRollback = z.infer<typeof ExercisedRollback>;

/** Body of a control record of kind `drill_run`; its subject is the alias, its state the run's. */
export const DrillRunBody = z.object({
  drill: DrillIdName,
  title: z.string(),
  alias: z.string(),
  /** The version that was active when the run started, and which it rehearsed. */
  route_version: z.number().int(),
  started_by: z.string(),
  reason: z.string().nullable(),
  started_at: Timestamp,
  /** Whatever happens, the run is over and every fault is gone by then. */
  hard_end_at: Timestamp,
  ended_at: Timestamp.nullable(),
  /** How it stands or ended, in one sentence. */
  sentence: z.string(),
  /** From the first call that met a fault to the first recorded failure of it; null when nothing was broken. */
  detection_ms: z.number().nullable(),
  /** From taking the fault away to the first answer of the primary. */
  recovery_ms: z.number().nullable(),
  steps: z.array(DrillStepView),
  log: z.array(z.object({ at: Timestamp, text: z.string() })),
  /** Requests of real callers while it ran, from this instance's own count. */
  real_traffic: TrafficCount,
  /** Null in a run that was recorded without one, or has not started. */
  pulse: DrillPulseView.nullable().default(null),
  /** The game day a run belongs to, and the runs of a game day. */
  part_of: z.string().nullable(),
  parts: z.array(z.string()),
  /** Only on a passed cutover-and-rollback. */
  exercised: ExercisedRollback.nullable(),
});
export type DrillRunBody = z.infer<typeof DrillRunBody>;

export const DrillRunView = DrillRunBody.extend({ id: z.string(), state: DrillRunStateName });
export type DrillRunView = z.infer<typeof DrillRunView>;

export const DrillRunSummary = DrillRunView.pick({
  id: true,
  drill: true,
  title: true,
  alias: true,
  state: true,
  sentence: true,
  started_by: true,
  started_at: true,
  hard_end_at: true,
  ended_at: true,
  part_of: true,
});
export type DrillRunSummary = z.infer<typeof DrillRunSummary>;

/** Body of a control record of kind `drill_fault`; its subject is the alias, its state `active`, `cleared` or `expired`. */
export const DrillFaultBody = z.object({
  run_id: z.string(),
  route: z.string(),
  /** What calls meet, in words. */
  fault: z.string(),
  injected_at: Timestamp,
  ends_at: Timestamp,
  cleared_at: Timestamp.nullable(),
  /** Why it is gone. */
  cleared_because: z.string().nullable(),
});
export type DrillFaultBody = z.infer<typeof DrillFaultBody>;

export const DrillCard = z.object({
  id: DrillIdName,
  title: z.string(),
  proves: z.string(),
  blast_radius: z.string(),
  about_ms: z.number(),
  step_titles: z.array(z.string()),
  last_run: DrillRunSummary.nullable(),
});
export type DrillCard = z.infer<typeof DrillCard>;

export const DrillList = z.object({
  drills: z.array(DrillCard),
  running: DrillRunSummary.nullable(),
  /** Newest first. */
  runs: z.array(DrillRunSummary),
  aliases: z.array(z.string()),
});
export type DrillList = z.infer<typeof DrillList>;

export const DrillParams = z.object({ drill: DrillIdName });
export const DrillRunParams = z.object({ id: Identifier });
export const RunDrillRequest = z.strictObject({ alias: Identifier, reason: Reason.nullish() });
export type RunDrillRequest = z.infer<typeof RunDrillRequest>;
export const StartedDrill = z.object({ run_id: z.string(), hard_end_at: Timestamp });
export type StartedDrill = z.infer<typeof StartedDrill>;
