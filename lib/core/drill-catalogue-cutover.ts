import type { DrillDefinition, DrillId, DrillStep } from "./drill";
import { BLAST_RADIUS, PRECONDITIONS, RECORD } from "./drill-steps";

const BOUND_MS = 60_000;
/** A rollback has to be in force for the next request within this. */
const IN_FORCE_MS = 50;

/** Source: seed 004, "prove rollback, not just forward cutover": its seven steps in its order. */
const CUTOVER: DrillDefinition = {
  id: "cutover-and-rollback",
  title: "Cutover and rollback",
  proves:
    "The candidate can take traffic, and the way back works: in force at once, with nothing left on the candidate.",
  blastRadius: BLAST_RADIUS,
  aboutMs: 25_000,
  needs: ["candidate", "rollback_target"],
  steps: [
    PRECONDITIONS,
    {
      id: "zero",
      title: "0% to the candidate",
      action: { kind: "move", to: { kind: "canary", percent: 0 }, count: 6 },
      expects: [
        { kind: "canary_share", percent: 0 },
        { kind: "all_served", by: "primary" },
      ],
      boundMs: BOUND_MS,
    },
    {
      id: "probes",
      title: "Contract probes on the candidate",
      action: {
        kind: "send",
        shapes: ["short", "multi_turn", "every_option", "streamed"],
        count: 1,
        reach: "candidate_only",
      },
      expects: [{ kind: "all_served", by: "candidate" }, { kind: "smoke" }, { kind: "usage_reported" }],
      boundMs: BOUND_MS,
    },
    {
      id: "internal",
      title: "Internal cohort to the candidate",
      action: { kind: "move", to: { kind: "canary", percent: 100 }, count: 8 },
      expects: [
        { kind: "moved_within", ms: IN_FORCE_MS },
        { kind: "canary_share", percent: 100 },
        { kind: "all_served", by: "candidate" },
      ],
      boundMs: BOUND_MS,
    },
    {
      id: "canary",
      title: "Small canary",
      action: { kind: "move", to: { kind: "canary", percent: 25 }, count: 32 },
      expects: [{ kind: "canary_share", percent: 25 }, { kind: "all_served", by: "any" }, { kind: "one_outcome_each" }],
      boundMs: 2 * BOUND_MS,
    },
    {
      id: "rollback",
      title: "Roll back",
      action: { kind: "move", to: { kind: "rolled_back" }, count: 8, inFlight: 4 },
      expects: [
        { kind: "moved_within", ms: IN_FORCE_MS },
        { kind: "in_flight_drained" },
        { kind: "candidate_left_alone" },
      ],
      boundMs: BOUND_MS,
    },
    {
      id: "confirm",
      title: "Nothing still uses the candidate",
      action: { kind: "send", shapes: ["short"], count: 8, reach: "as_routed" },
      expects: [
        { kind: "all_served", by: "rollback_target" },
        { kind: "candidate_left_alone" },
        { kind: "one_outcome_each" },
      ],
      boundMs: BOUND_MS,
    },
    {
      id: "again",
      title: "Re-enable after the clean rollback",
      action: { kind: "move", to: { kind: "canary", percent: 100 }, count: 4 },
      expects: [
        { kind: "canary_share", percent: 100 },
        { kind: "all_served", by: "candidate" },
      ],
      boundMs: BOUND_MS,
    },
    RECORD,
  ],
};

const GAME_DAY_PARTS: readonly Exclude<DrillId, "game-day">[] = [
  "contract-check",
  "server-error-simulation",
  "auth-failure",
  "rate-limit",
  "malformed-output",
  "streaming-before-first-token",
  "streaming-after-partial-output",
  "flapping-primary",
  "cutover-and-rollback",
  "cost-and-usage-review",
];

const GAME_DAY: DrillDefinition = {
  id: "game-day",
  title: "Game day",
  proves: "The alias survives a bad day: ten drills in sequence, one report.",
  blastRadius: BLAST_RADIUS,
  aboutMs: 120_000,
  needs: ["fallback", "candidate", "rollback_target", "streaming"],
  steps: GAME_DAY_PARTS.map(
    (drill): DrillStep => ({
      id: drill,
      title: titleOf(drill),
      action: { kind: "run_drill", drill },
      expects: [{ kind: "drill_passed" }],
      boundMs: 240_000,
    }),
  ),
};

function titleOf(drill: string): string {
  const words = drill.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const CUTOVER_DRILLS = { "cutover-and-rollback": CUTOVER, "game-day": GAME_DAY };
