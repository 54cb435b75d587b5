import type { DrillDefinition } from "./drill";
import { BLAST_RADIUS, baseline, PRECONDITIONS, RECORD, RESTORE, underFault } from "./drill-steps";

/** Failures before and after the first visible token. Source: seed 002, streaming drill. */
export const STREAM_DRILLS = {
  "streaming-before-first-token": {
    id: "streaming-before-first-token",
    title: "Streaming before the first token",
    proves: "A stream that breaks before anything was visible is replaced unnoticed by another route's.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 8_000,
    needs: ["fallback", "streaming"],
    steps: [
      PRECONDITIONS,
      baseline("streamed"),
      underFault(
        "Stream breaks before its first token",
        { kind: "cut", when: "before_first_token" },
        [
          { kind: "first_failure", class: "transport_error" },
          { kind: "all_served", by: "another_route" },
          { kind: "whole_streams" },
          { kind: "one_outcome_each" },
        ],
        { shape: "streamed" },
      ),
      RESTORE,
      RECORD,
    ],
  },
  "streaming-after-partial-output": {
    id: "streaming-after-partial-output",
    title: "Streaming after partial output",
    proves: "A stream that breaks in sight of its caller ends in one clean error, or is held back and rescued whole.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 6_000,
    needs: ["streaming"],
    steps: [
      PRECONDITIONS,
      baseline("streamed"),
      underFault(
        "Stream breaks after part of the answer",
        { kind: "cut", when: "after_partial_output" },
        [{ kind: "broken_stream_is_clean" }, { kind: "attempts_on_primary", atMost: 2 }, { kind: "one_outcome_each" }],
        { shape: "streamed" },
      ),
      RESTORE,
      RECORD,
    ],
  },
  "slow-first-token": {
    id: "slow-first-token",
    title: "Slow first token",
    proves: "A stream that opens and stays empty is given up at its first-token deadline, whatever keeps it alive.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 15_000,
    needs: ["fallback", "streaming"],
    steps: [
      PRECONDITIONS,
      baseline("streamed"),
      underFault(
        "First token never comes",
        { kind: "no_first_token" },
        [
          { kind: "first_failure", class: "transport_timeout", detail: "first_token" },
          { kind: "attempts_on_primary", atMost: 1 },
          { kind: "all_served", by: "another_route" },
          { kind: "whole_streams" },
          { kind: "within_deadline" },
        ],
        { shape: "streamed" },
      ),
      RESTORE,
      RECORD,
    ],
  },
} as const satisfies Partial<Record<string, DrillDefinition>>;
