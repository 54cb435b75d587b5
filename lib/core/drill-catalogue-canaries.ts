import type { DrillDefinition } from "./drill";
import { BLAST_RADIUS, PRECONDITIONS, RECORD } from "./drill-steps";

const BOUND_MS = 60_000;

/** Nothing is broken here: the paths themselves are looked at. Source: seed 002, validation steps 1-3 and 10. */
export const CANARY_DRILLS = {
  "contract-check": {
    id: "contract-check",
    title: "Contract check",
    proves: "Every route of the alias answers every request shape in the documented form, errors included.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 10_000,
    needs: ["contract"],
    steps: [
      PRECONDITIONS,
      {
        id: "primary",
        title: "Primary keeps the contract",
        action: {
          kind: "send",
          shapes: ["short", "multi_turn", "every_option", "streamed"],
          count: 1,
          reach: "primary_only",
        },
        expects: [{ kind: "all_served", by: "primary" }, { kind: "smoke" }],
        boundMs: BOUND_MS,
      },
      {
        id: "fallbacks",
        title: "Each fallback keeps the contract",
        action: {
          kind: "send",
          shapes: ["short", "multi_turn", "every_option", "streamed"],
          count: 1,
          reach: "each_fallback",
        },
        expects: [{ kind: "all_served", by: "another_route" }, { kind: "smoke" }],
        boundMs: BOUND_MS,
      },
      {
        id: "errors",
        title: "Errors keep the contract",
        action: { kind: "send", shapes: ["invalid"], count: 1, reach: "primary_only" },
        expects: [{ kind: "all_refused", status: "4xx", code: null }, { kind: "smoke" }],
        boundMs: BOUND_MS,
      },
      RECORD,
    ],
  },
  "primary-success-canary": {
    id: "primary-success-canary",
    title: "Primary success canary",
    proves: "The configured endpoint, key, request body and parser of the primary work together.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 3_000,
    needs: [],
    steps: [
      PRECONDITIONS,
      {
        id: "canary",
        title: "Safe request through the primary",
        action: { kind: "send", shapes: ["short"], count: 3, reach: "primary_only" },
        expects: [
          { kind: "all_served", by: "primary" },
          { kind: "smoke" },
          { kind: "no_retry_no_fallback" },
          { kind: "one_outcome_each" },
        ],
        boundMs: BOUND_MS,
      },
      RECORD,
    ],
  },
  "fallback-success-canary": {
    id: "fallback-success-canary",
    title: "Fallback success canary",
    proves: "The same safe request passes through each fallback, and its answer passes the same parser.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 4_000,
    needs: ["fallback"],
    steps: [
      PRECONDITIONS,
      {
        id: "canary",
        title: "Safe request through each fallback",
        action: { kind: "send", shapes: ["short"], count: 2, reach: "each_fallback" },
        expects: [{ kind: "all_served", by: "another_route" }, { kind: "smoke" }, { kind: "one_outcome_each" }],
        boundMs: BOUND_MS,
      },
      RECORD,
    ],
  },
  "cost-and-usage-review": {
    id: "cost-and-usage-review",
    title: "Cost and usage review",
    proves: "Attempts, token usage and cost in the record agree with the calls that were made.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 5_000,
    needs: [],
    steps: [
      PRECONDITIONS,
      {
        id: "spend",
        title: "Spend a little on every route",
        action: { kind: "send", shapes: ["short", "streamed"], count: 2, reach: "as_routed" },
        expects: [{ kind: "all_served", by: "any" }],
        boundMs: BOUND_MS,
      },
      {
        id: "spend-fallback",
        title: "Spend a little on each fallback",
        action: { kind: "send", shapes: ["short"], count: 1, reach: "each_fallback" },
        expects: [{ kind: "all_served", by: "any" }],
        boundMs: BOUND_MS,
      },
      {
        id: "reconcile",
        title: "Reconcile attempts, usage and cost",
        action: { kind: "review" },
        expects: [{ kind: "calls_equal_record" }, { kind: "usage_reported" }, { kind: "cost_adds_up" }],
        boundMs: 10_000,
      },
    ],
  },
} as const satisfies Partial<Record<string, DrillDefinition>>;
