/** The measured conditions of a canary, in the order an operator reads them. Source: the gates of seed 004. */
export const GATE_NAMES = [
  "server_errors",
  "timeouts",
  "malformed",
  "auth",
  "acceptance",
  "fallback_volume",
  "latency_p95",
  "latency_p99",
  "cost",
] as const;
export type GateName = (typeof GATE_NAMES)[number];

/** `enforce` acts, `warn` tells people, `shadow` is computed and shown only. */
export const GATE_MODES = ["enforce", "warn", "shadow"] as const;
export type GateMode = (typeof GATE_MODES)[number];

/** What a failed gate asks for, mildest first: stop expansion, reduce traffic, go back. */
export const GATE_ACTIONS = ["hold", "step_down", "roll_back"] as const;
export type GateAction = (typeof GATE_ACTIONS)[number];

export const GATE_ANSWERS = ["pass", "fail", "not_enough_data"] as const;
export type GateAnswer = (typeof GATE_ANSWERS)[number];

/** Which test made a gate fail. Only `comparison` and `ratio` can turn to pass again by themselves. */
export const GATE_TRIPS = ["e_process", "tripwire", "distinct_requests", "comparison", "ratio", "spend_cap"] as const;
export type GateTrip = (typeof GATE_TRIPS)[number];

interface Rule {
  readonly mode: GateMode;
  readonly action: GateAction;
}

/** At most this share of calls (or requests) may fail, 0-1. */
export interface RateRule extends Rule {
  readonly limit: number;
}

/** A percentile of the calls that answered must stay under a limit and near the control group's. */
export interface LatencyRule extends Rule {
  /** Milliseconds; null takes the alias's objective (twice that for p99). */
  readonly limitMs: number | null;
  /** How much slower than the control group it may surely be, as a share of the control's percentile: 0.2 is 20 %. */
  readonly maxIncrease: number;
}

/** Cost of a request, or its tokens where no price is known, against the control group; and a hard cap. */
export interface CostRule extends Rule {
  readonly maxRatio: number;
  /** US dollars the canary may spend in one stage; null sets none. */
  readonly spendCap: number | null;
}

export const RATE_GATES = ["server_errors", "timeouts", "malformed", "auth", "acceptance", "fallback_volume"] as const;
export type RateGate = (typeof RATE_GATES)[number];

export type GateSettings = Readonly<Record<RateGate, RateRule>> & {
  readonly latency_p95: LatencyRule;
  readonly latency_p99: LatencyRule;
  readonly cost: CostRule;
};

/** One arm's figures in one gate. `k` is null where nothing is counted (cost). */
export interface GateArm {
  readonly k: number | null;
  readonly n: number;
  /** In the gate's unit; null without data. */
  readonly value: number | null;
  /** 95 % Wilson or order-statistic interval, for drawing only; null without data. */
  readonly interval: readonly [number, number] | null;
}

export interface GateForecast {
  /** Good requests still needed for `pass`, if none fails from now on; 0 when it passed. Null: cannot be told. */
  readonly requestsNeeded: number | null;
  /** Minutes until then at the rate of this stage; null without traffic. */
  readonly minutesNeeded: number | null;
  /** If every request failed from now on: how many would, before the gate trips. */
  readonly failuresIfBroken: number;
  /** And how long that takes at the rate of this stage, seconds; null without traffic. */
  readonly secondsIfBroken: number | null;
}

/**
 * `control`: the control group of the same cohorts, as large as the canary. `stable`: all stable callers of the same
 * cohorts, where shares above 50 % leave no such group. `other_cohorts`: stable callers of other cohorts, where the
 * canary has all of its own; they may differ by nature, so rates are shown next to theirs but not tested against them.
 */
export type ComparedWith = "control" | "stable" | "other_cohorts";

/** The answer of one gate. Shares are 0-1; `unit` says what values, intervals and the limit are in. */
export interface GateVerdict {
  readonly gate: GateName;
  readonly mode: GateMode;
  /** What it asks for when it fails; milder than configured when `heldBecause` says why. */
  readonly action: GateAction;
  readonly verdict: GateAnswer;
  readonly trippedBy: GateTrip | null;
  readonly unit: "share" | "ms" | "usd" | "tokens";
  readonly canary: GateArm;
  /** Who it is compared with, at the same time. */
  readonly stable: GateArm;
  readonly comparedWith: ComparedWith | null;
  /** Canary minus stable with its 95 % interval; a ratio for cost. */
  readonly difference: { readonly value: number; readonly interval: readonly [number, number] | null } | null;
  /** Null where a gate has no absolute limit. */
  readonly limit: number | null;
  /** Exact one-sided 95 % upper bound of the canary's rate; null where none applies. */
  readonly upperBound: number | null;
  /** How much of the evidence a `pass` needs is there, 0-1. */
  readonly evidence: number;
  /** How far the evidence of harm has come, on a log scale: 0 none, 1 trips. */
  readonly alarm: number;
  readonly forecast: GateForecast;
  /** Why a roll back or step down was turned into a hold; null otherwise. */
  readonly heldBecause: string | null;
  /** One sentence for an operator. */
  readonly reason: string;
}

/** Counts of one arm over one span. Calls are provider calls of the arm's own route, retries included. */
export interface ArmCounts {
  /** Calls that say something about the route: neither the caller's mistake nor its departure. */
  readonly calls: number;
  /** Every request that was given to the arm. */
  readonly arrived: number;
  /** Those whose outcome says something about the route. */
  readonly requests: number;
  /** Failed calls by gate; for `acceptance` failed requests, for `fallback_volume` requests that left the arm's route. */
  readonly failures: Readonly<Record<RateGate, number>>;
  /** Calls served, but slower than the alias's objective at the time. */
  readonly slow: number;
  /** US dollars of the calls; null where no price is known. */
  readonly costUsd: number | null;
  readonly tokens: number;
}

/** Durations as (milliseconds, count), ascending: the buckets of a sketch. */
export type DurationHistogram = readonly (readonly [valueMs: number, count: number])[];

/** One span of a stage, whole minutes long. Spans do not overlap and are in order of time; idle ones are left out. */
export interface EvidenceSpan {
  readonly atMs: number;
  readonly canary: ArmCounts;
  /** The part of the canary that `reference` is compared with: its cohorts that have stable callers too. */
  readonly paired: ArmCounts;
  readonly reference: ArmCounts;
  /** Everything on stable, whatever the cohort. */
  readonly stable: ArmCounts;
}

/** One finished canary request, and which gates it counts against. */
export interface CanaryOutcome {
  readonly traceId: string;
  /** The canary route was called; where its breaker is open, requests pass it by and say nothing about its calls. */
  readonly isCalled: boolean;
  readonly failed: readonly RateGate[];
}

/** What is known of the route an automatic rollback would move traffic to. */
export interface TargetHealth {
  readonly route: string;
  readonly status: "healthy" | "failing" | "unknown";
  readonly why: string;
}

/** Everything the gates of one alias look at, from the start of the stage and of its versions only. */
export interface GateEvidence {
  readonly sinceMs: number;
  /** Up to when the figures are complete. */
  readonly dataUntilMs: number;
  readonly spans: readonly EvidenceSpan[];
  readonly latency: { readonly [Arm in "canary" | "paired" | "reference"]: DurationHistogram };
  readonly comparedWith: ComparedWith | null;
  /** The newest first, at most a few dozen. */
  readonly recent: readonly CanaryOutcome[];
  readonly inFlight: { readonly count: number; readonly oldestMs: number | null };
  readonly target: TargetHealth;
  /** The alias's latency objective; null when none is set. */
  readonly objectiveP95Ms: number | null;
}
