import type { DrillFault } from "./drill-fault";

/** The rehearsals of the runbook (seed 002 validation steps, seed 004 drill sequence), in the order of the catalogue. */
export const DRILL_IDS = [
  "contract-check",
  "primary-success-canary",
  "fallback-success-canary",
  "timeout-injection",
  "server-error-simulation",
  "auth-failure",
  "invalid-request",
  "rate-limit",
  "streaming-before-first-token",
  "streaming-after-partial-output",
  "malformed-output",
  "slow-first-token",
  "flapping-primary",
  "cost-and-usage-review",
  "cutover-and-rollback",
  "game-day",
] as const;

export type DrillId = (typeof DRILL_IDS)[number];

/** A sanitized synthetic request. `invalid` is one every provider has to refuse. */
export type DrillRequestShape = "short" | "multi_turn" | "every_option" | "streamed" | "invalid";

/** Which routes of the alias a step may reach: those traffic has, the primary alone, or the others one by one. */
export type DrillReach = "as_routed" | "primary_only" | "each_fallback" | "candidate_only";

/** Where the drill cohort stands in a cutover. */
export type CutoverPosition =
  | { readonly kind: "canary"; readonly percent: number }
  /** The section that a rollback of the alias would put in force now. */
  | { readonly kind: "rolled_back" };

export type DrillAction =
  /** What has to hold before anything is broken. */
  | { readonly kind: "preconditions" }
  /** Sends requests, under a fault on the primary when one is named; the fault stays until `restore`. */
  | {
      readonly kind: "send";
      readonly shapes: readonly DrillRequestShape[];
      /** Requests of each shape. */
      readonly count: number;
      readonly reach: DrillReach;
      readonly fault?: DrillFault;
    }
  /** Sends one request after another until the primary served `count` in a row, at most `most` of them. */
  | {
      readonly kind: "send_until_steady";
      readonly shape: DrillRequestShape;
      readonly count: number;
      readonly most: number;
    }
  /** Sends one request after another until the primary's breaker is in this state, at most `most` of them. */
  | { readonly kind: "send_until_breaker"; readonly state: "open" | "closed"; readonly most: number }
  /** Takes the fault away and sends until the primary serves again. */
  | { readonly kind: "restore"; readonly count: number }
  /** Moves the drill cohort, then sends. Requests already running when it moves are `inFlight`. */
  | {
      readonly kind: "move";
      readonly to: CutoverPosition;
      readonly count: number;
      readonly inFlight?: number;
    }
  /** Looks at what was recorded of the steps before; calls nobody. */
  | { readonly kind: "review" }
  | { readonly kind: "run_drill"; readonly drill: Exclude<DrillId, "game-day"> };

/** One claim of a step. `lib/core/drill-check` holds it against what was seen. */
export type DrillExpectation =
  | { readonly kind: "preconditions" }
  | { readonly kind: "all_served"; readonly by: "primary" | "another_route" | "any" | "candidate" | "rollback_target" }
  /** Rescued where a fallback may take over, one clean error where none may. */
  | { readonly kind: "rescued_if_capacity_verified" }
  | { readonly kind: "all_refused"; readonly status: "4xx" | 503; readonly code: string | null }
  | { readonly kind: "first_failure"; readonly class: string; readonly detail?: string }
  | { readonly kind: "attempts_on_primary"; readonly atMost: number }
  | { readonly kind: "no_retry_no_fallback" }
  | { readonly kind: "one_outcome_each" }
  | { readonly kind: "within_deadline" }
  /** By the alias's stream policy: one error frame and no `[DONE]`, or the whole answer. */
  | { readonly kind: "broken_stream_is_clean" }
  | { readonly kind: "whole_streams" }
  | { readonly kind: "smoke" }
  | { readonly kind: "primary_shielded"; readonly perRequest: number }
  | { readonly kind: "breaker"; readonly state: "open" | "closed" }
  | { readonly kind: "usage_reported" }
  | { readonly kind: "calls_equal_record" }
  | { readonly kind: "cost_adds_up" }
  | { readonly kind: "canary_share"; readonly percent: number }
  | { readonly kind: "moved_within"; readonly ms: number }
  | { readonly kind: "candidate_left_alone" }
  | { readonly kind: "in_flight_drained" }
  | { readonly kind: "drill_passed" };

export interface DrillStep {
  /** Short, for instance `inject`. Unique in its drill. */
  readonly id: string;
  readonly title: string;
  readonly action: DrillAction;
  readonly expects: readonly DrillExpectation[];
  /** A step that is not over by then has failed. */
  readonly boundMs: number;
}

export type DrillNeed = "contract" | "fallback" | "candidate" | "rollback_target" | "streaming";

export interface DrillDefinition {
  readonly id: DrillId;
  readonly title: string;
  /** What is known once it passed. */
  readonly proves: string;
  readonly blastRadius: string;
  /** About how long it takes against healthy providers. */
  readonly aboutMs: number;
  readonly needs: readonly DrillNeed[];
  readonly steps: readonly DrillStep[];
}

/** The cohort and the client of a drill's requests. No caller can be either. */
export const DRILL_COHORT = "drill";
export const DRILL_CLIENT = "switchyard-drill";

/** For how many days a passed cutover and rollback counts as proof. */
export const EXERCISED_DAYS = 14;
