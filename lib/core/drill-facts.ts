import type { DrillRequestShape } from "./drill";
import type { AttemptPurpose, AttemptState, RequestState, UsageSource } from "./ledger-record";
import type { Arm, RoutePrice } from "./routing-snapshot";

/** What a drill rehearses, fixed when it starts. Routes by id. */
export interface DrillScene {
  readonly alias: string;
  readonly primary: string;
  /** The fallbacks in order. */
  readonly fallbacks: readonly string[];
  /** What a canary would try first. */
  readonly candidate: string | null;
  readonly rollback: { readonly version: number; readonly primary: string } | null;
  /** Fallbacks that may take what a rate limit refused. */
  readonly capacityVerified: readonly string[];
  readonly streamPolicy: "passthrough" | "buffered";
  readonly deadlineMs: number;
  readonly prices: Readonly<Record<string, RoutePrice | null>>;
}

/** What the synthetic caller got. */
export interface DrillAnswer {
  readonly shape: DrillRequestShape;
  /** Null when the connection broke before an answer. */
  readonly httpStatus: number | null;
  /** `error.code` of an error body or frame. */
  readonly errorCode: string | null;
  /** What is missing from the documented shape of the answer or error; empty when it is whole. */
  readonly defects: readonly string[];
  /** Of a streamed answer. */
  readonly stream: { readonly hasText: boolean; readonly hasDone: boolean; readonly errorFrames: number } | null;
  readonly latencyMs: number;
}

export interface DrillAttempt {
  readonly state: AttemptState;
  readonly purpose: AttemptPurpose;
  readonly route: string;
  readonly routeVersion: number;
  readonly startedAtMs: number;
  readonly latencyMs: number | null;
  readonly errorClass: string | null;
  readonly detail: string | null;
  readonly reasonCode: string | null;
  readonly usageSource: UsageSource;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cost: number | null;
}

/** One synthetic request: what its caller got and what the ledger says of it. */
export interface DrillObservation {
  readonly answer: DrillAnswer;
  readonly sentAtMs: number;
  readonly traceId: string | null;
  /** Null when nothing was recorded. */
  readonly record: {
    readonly state: RequestState;
    readonly reasonCode: string | null;
    readonly route: string | null;
    readonly arm: Arm;
    readonly routeVersion: number;
    readonly cost: number | null;
  } | null;
  /** In order; skipped candidates included. */
  readonly attempts: readonly DrillAttempt[];
}

/** Everything a step's claims are held against. */
export interface StepFacts {
  readonly seen: readonly DrillObservation[];
  /** Of the whole run so far, this step included. */
  readonly all: readonly DrillObservation[];
  /** Calls that reached the upstream edge in the run so far, by route. */
  readonly edgeCalls: Readonly<Record<string, number>>;
  readonly breaker: string;
  readonly preconditions: readonly DrillFinding[];
  /** The last move of the drill cohort; null when there was none. */
  readonly move: {
    readonly atMs: number;
    readonly tookMs: number;
    readonly inFlight: number;
    /** Of those, not ended when the step ended. */
    readonly stillRunning: number;
  } | null;
  /** The run of a game day's part. */
  readonly part: { readonly state: string; readonly sentence: string } | null;
}

/** One claim and what was seen of it. */
export interface DrillFinding {
  readonly expected: string;
  readonly seen: string;
  readonly isPassed: boolean;
}

/** Attempts that called a provider; candidates passed over are left out. */
export function calledAttempts(observation: DrillObservation): readonly DrillAttempt[] {
  return observation.attempts.filter(({ state }) => state !== "skipped");
}
