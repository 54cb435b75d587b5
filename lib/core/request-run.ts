import type { Admission } from "./breaker";
import type { AttemptPurpose, NextStep, SkippedCandidate } from "./ledger-record";
import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import type { AliasRouting, Arm, Endpoint, Route, RouteTimeouts } from "./routing-snapshot";
import type { Signal } from "./signal";

export interface RunInput {
  readonly alias: AliasRouting;
  readonly arm: Arm;
  readonly endpoint: Endpoint;
  readonly facts: RequestFacts;
  readonly routeVersion: number;
  readonly startedAtMs: number;
}

/** What the engine asks about routes while it decides. `admit` may reserve a probe: it is only asked right before a call. */
export interface RunGates {
  admit(routeId: string): Admission;
  cooledUntilMs(routeId: string): number | null;
  isDisabled(routeId: string): boolean;
  lastFailureAtMs(routeId: string): number | null;
}

export type RunStep =
  | {
      readonly kind: "attempt";
      readonly n: number;
      readonly route: Route;
      readonly purpose: AttemptPurpose;
      readonly waitMs: number;
      readonly timeouts: RouteTimeouts;
      readonly skipped: readonly SkippedCandidate[];
      readonly note: string | null;
    }
  | {
      readonly kind: "finish";
      readonly reasonCode: ReasonCode;
      readonly skipped: readonly SkippedCandidate[];
      readonly signal: Signal | null;
    };

export interface RunState {
  readonly input: RunInput;
}

export declare function startRun(input: RunInput, gates: RunGates, nowMs: number): [RunState, RunStep];
export declare function afterFailure(
  state: RunState,
  signal: Signal,
  gates: RunGates,
  nowMs: number,
  random: number,
  superseded?: AliasRouting,
): { state: RunState; step: RunStep; attemptReason: ReasonCode; next: NextStep };
export declare function servedReason(state: RunState): {
  reasonCode: ReasonCode;
  retryCount: number;
  fallbackAttempted: boolean;
  fallbackReason: ReasonCode | null;
};
