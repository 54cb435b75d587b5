import type { DrillRequestShape, DrillStep } from "./drill";
import type { DrillFault } from "./drill-fault";

/** Steps that many drills share. Bounds in milliseconds. */

const ANSWER_BOUND_MS = 60_000;

export const BLAST_RADIUS =
  "Synthetic requests only, on a lane of their own: own breakers, own limits. Real callers keep their routes and answers.";

export const PRECONDITIONS: DrillStep = {
  id: "preconditions",
  title: "Preconditions",
  action: { kind: "preconditions" },
  expects: [{ kind: "preconditions" }],
  boundMs: 5_000,
};

/** The primary answers before anything is broken: without it a drill proves nothing. One hiccup of its own is waited out. */
export function baseline(shape: DrillRequestShape = "short"): DrillStep {
  return {
    id: "baseline",
    title: "Primary answers",
    action: { kind: "send_until_steady", shape, count: 2, most: 12 },
    expects: [{ kind: "all_served", by: "primary" }],
    boundMs: ANSWER_BOUND_MS,
  };
}

/** Sends under a fault on the primary, which stays until `restore`. */
export function underFault(
  title: string,
  fault: DrillFault,
  expects: DrillStep["expects"],
  { shape = "short", count = 2 }: { readonly shape?: DrillRequestShape; readonly count?: number } = {},
): DrillStep {
  return {
    id: "fault",
    title,
    action: { kind: "send", shapes: [shape], count, reach: "as_routed", fault },
    expects,
    boundMs: 2 * ANSWER_BOUND_MS,
  };
}

export const RESTORE: DrillStep = {
  id: "restore",
  title: "Back to normal",
  action: { kind: "restore", count: 2 },
  expects: [{ kind: "all_served", by: "primary" }, { kind: "one_outcome_each" }],
  boundMs: ANSWER_BOUND_MS,
};

/** The last word of every drill that called a provider. */
export const RECORD: DrillStep = {
  id: "record",
  title: "The record is whole",
  action: { kind: "review" },
  expects: [{ kind: "calls_equal_record" }],
  boundMs: 10_000,
};
