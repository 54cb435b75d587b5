import { z } from "zod";
import { AuditRow } from "./audit";
import { Timestamp } from "./common";
import { DrillFaultBody, DrillRunView, DrillStepView } from "./drill";
import { RequestDetail } from "./requests";

const RouteFigures = z.object({
  route: z.string(),
  route_version: z.number().int(),
  served: z.number().int(),
  attempts: z.number().int(),
  errors: z.record(z.string(), z.number().int()),
  p50_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
  p99_ms: z.number().nullable(),
});

/** What seed 004 lists as evidence of a drill, one part each, so that a change is found by the name of its part. */
export const EvidenceParts = z.object({
  plan: z.object({
    drill: z.string(),
    title: z.string(),
    proves: z.string(),
    blast_radius: z.string(),
    alias: z.string(),
    reason: z.string().nullable(),
    steps: z.array(z.object({ id: z.string(), title: z.string(), expects: z.array(z.string()), bound_ms: z.number() })),
  }),
  outcome: DrillRunView.pick({
    state: true,
    sentence: true,
    started_by: true,
    started_at: true,
    ended_at: true,
    hard_end_at: true,
    detection_ms: true,
    recovery_ms: true,
    exercised: true,
    log: true,
  }),
  versions: z.object({
    rehearsed: z.number().int(),
    content_hash: z.string(),
    author: z.string(),
    created_at: Timestamp,
    rollback_target: z.number().int().nullable(),
  }),
  steps: z.array(DrillStepView),
  /** Moves of the drill cohort, and changes of the real route map while the drill ran. */
  route_changes: z.array(z.object({ at: Timestamp, what: z.string(), took_ms: z.number().nullable() })),
  routes: z.array(RouteFigures),
  totals: z.object({
    requests: z.number().int(),
    attempts: z.number().int(),
    retries: z.number().int(),
    fallbacks: z.number().int(),
    timeouts: z.number().int(),
    malformed: z.number().int(),
    input_tokens: z.number().nullable(),
    output_tokens: z.number().nullable(),
    cost_usd: z.number().nullable(),
    attempts_without_usage: z.number().int(),
  }),
  approvers: z.array(z.object({ step: z.string(), approved_by: z.string(), at: Timestamp })),
  faults: z.array(DrillFaultBody),
  real_traffic: z.object({ requests: z.number().int(), failures: z.number().int() }),
  /** At most twenty, the telling ones first. */
  chains: z.array(RequestDetail),
  audit: z.array(AuditRow),
  chart_csv: z.string(),
  environment: z.object({
    name: z.string(),
    switchyard: z.string(),
    node: z.string(),
    config_hash: z.string(),
    commit: z.string().nullable(),
  }),
  /** The runs of a game day, each with the hash of its own pack. */
  parts: z.array(
    z.object({
      run_id: z.string(),
      drill: z.string(),
      state: z.string(),
      sentence: z.string(),
      sha256: z.string().nullable(),
    }),
  ),
  missing: z.array(z.object({ what: z.string(), why: z.string() })),
});
export type EvidenceParts = z.infer<typeof EvidenceParts>;

export const EVIDENCE_FORMAT = "switchyard-evidence/1";

/** The file. Every hash is the hex SHA-256 of the canonical JSON of what it names: keys in code-unit order, no spaces. */
export const EvidencePack = z.object({
  format: z.literal(EVIDENCE_FORMAT),
  run_id: z.string(),
  composed_at: Timestamp,
  parts: EvidenceParts,
  manifest: z.object({
    algorithm: z.literal("sha256"),
    parts: z.record(z.string(), z.string()),
    /** Over format, run, time and the hashes of the parts; also in the audit trail. */
    pack: z.string(),
  }),
});
export type EvidencePack = z.infer<typeof EvidencePack>;
