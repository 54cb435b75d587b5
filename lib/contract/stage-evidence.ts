import { z } from "zod";
import { Timestamp } from "./common";

/** Failures of a number of requests. */
const Count = z.object({ failures: z.number().int(), requests: z.number().int() });

/** One gate's answer about the stage in force, as a rollout reads it and an approval freezes it. */
export const StageGate = z.object({
  gate: z.string(),
  label: z.string(),
  mode: z.enum(["enforce", "warn", "shadow"]),
  /** What a breach does. */
  action: z.enum(["hold", "step_down", "roll_back"]),
  /** `fail` is a breach: the protecting test is over its limit, whatever the sample. */
  verdict: z.enum(["pass", "fail", "not_enough_data"]),
  /** The numbers behind the verdict in one sentence. */
  text: z.string(),
  canary: Count.nullable(),
  stable: Count.nullable(),
});
export type StageGate = z.infer<typeof StageGate>;

/** What is known about the stage in force at one moment. */
export const StageEvidence = z.object({
  /** Requests counted started in this stage, on this version. */
  from: Timestamp,
  /** Up to when everything is counted. */
  data_until: Timestamp,
  canary_requests: z.number().int(),
  stable_requests: z.number().int(),
  /** Chance of a split at least this uneven if the set share were in force; null when it cannot be tested. */
  sample_ratio_p: z.number().nullable(),
  gates: z.array(StageGate),
});
export type StageEvidence = z.infer<typeof StageEvidence>;
