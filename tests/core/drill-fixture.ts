import type { DrillAttempt, DrillObservation, DrillScene, StepFacts } from "@/lib/core/drill-facts";

export const SCENE: DrillScene = {
  alias: "support",
  primary: "one",
  fallbacks: ["two"],
  candidate: "two",
  rollback: { version: 7, primary: "one" },
  capacityVerified: ["two"],
  streamPolicy: "passthrough",
  deadlineMs: 1_000,
  prices: { one: { inputPerMtok: 1, outputPerMtok: 2 }, two: null },
};

export function attempt(change: Partial<DrillAttempt> = {}): DrillAttempt {
  return {
    state: "served",
    purpose: "primary",
    route: "one",
    routeVersion: 8,
    startedAtMs: 1_000,
    latencyMs: 20,
    errorClass: "ok",
    detail: null,
    reasonCode: null,
    usageSource: "provider",
    inputTokens: 1_000,
    outputTokens: 500,
    cost: 0.002,
    ...change,
  };
}

/** A request served by the primary at once, but for what `change` says. */
export function seen(
  change: {
    readonly answer?: Partial<DrillObservation["answer"]>;
    readonly record?: Partial<NonNullable<DrillObservation["record"]>> | null;
    readonly attempts?: readonly DrillAttempt[];
    readonly sentAtMs?: number;
  } = {},
): DrillObservation {
  const answer = {
    shape: "short",
    httpStatus: 200,
    errorCode: null,
    defects: [],
    stream: null,
    latencyMs: 30,
  } as const;
  const record = {
    state: "succeeded",
    reasonCode: "served_by_primary",
    route: "one",
    arm: "stable",
    routeVersion: 8,
    cost: 0.002,
  } as const;
  return {
    answer: { ...answer, ...change.answer },
    sentAtMs: change.sentAtMs ?? 1_000,
    traceId: "t",
    record: change.record === null ? null : { ...record, ...change.record },
    attempts: change.attempts ?? [attempt()],
  };
}

export function facts(observations: readonly DrillObservation[], change: Partial<StepFacts> = {}): StepFacts {
  return {
    seen: observations,
    all: observations,
    edgeCalls: {},
    breaker: "closed",
    preconditions: [],
    move: null,
    part: null,
    ...change,
  };
}
