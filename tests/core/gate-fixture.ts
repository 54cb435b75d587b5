import type { ArmCounts, CanaryOutcome, EvidenceSpan, GateEvidence, GateSettings, RateGate } from "@/lib/core/gate";

export const STAGE_MS = Date.UTC(2026, 10, 20, 10, 0, 0);
export const MINUTE_MS = 60_000;

const NO_FAILURES = { server_errors: 0, timeouts: 0, malformed: 0, auth: 0, acceptance: 0, fallback_volume: 0 };

/** So many calls, each of a request of its own, with these failures among them. */
export function arm(
  calls: number,
  failures: Partial<Record<RateGate, number>> = {},
  overrides: Partial<ArmCounts> = {},
): ArmCounts {
  return {
    calls,
    arrived: calls,
    requests: calls,
    failures: { ...NO_FAILURES, ...failures },
    slow: 0,
    costUsd: null,
    tokens: calls * 500,
    ...overrides,
  };
}

/** One minute of a stage whose canary has a control group of the same size. */
export function span(minute: number, canary: ArmCounts, control: ArmCounts = arm(canary.calls)): EvidenceSpan {
  return { atMs: STAGE_MS + minute * MINUTE_MS, canary, paired: canary, reference: control, stable: control };
}

export function evidenceOf(spans: readonly EvidenceSpan[], overrides: Partial<GateEvidence> = {}): GateEvidence {
  return {
    sinceMs: STAGE_MS,
    dataUntilMs: (spans.at(-1)?.atMs ?? STAGE_MS) + MINUTE_MS,
    spans,
    latency: { canary: [], paired: [], reference: [] },
    comparedWith: "control",
    recent: [],
    inFlight: { count: 0, oldestMs: null },
    target: { route: "openai-chat", status: "healthy", why: "0 of 500 stable calls failed in the last 5 minutes." },
    objectiveP95Ms: null,
    ...overrides,
  };
}

/** Finished canary requests, newest first, each against these gates. */
export function outcomes(count: number, failed: readonly RateGate[], isCalled = true): CanaryOutcome[] {
  return Array.from({ length: count }, (_, i) => ({ traceId: `${failed.join("-")}-${i}`, isCalled, failed }));
}

const rate = (limit: number) => ({ mode: "enforce", action: "roll_back", limit }) as const;
const latency = { mode: "enforce", action: "hold", limitMs: null, maxIncrease: 0.25 } as const;

export const SETTINGS: GateSettings = {
  server_errors: rate(0.02),
  timeouts: rate(0.01),
  malformed: rate(0.01),
  auth: rate(0.02),
  acceptance: rate(0.02),
  fallback_volume: { mode: "enforce", action: "step_down", limit: 0.05 },
  latency_p95: latency,
  latency_p99: { ...latency, mode: "warn" },
  cost: { mode: "warn", action: "hold", maxRatio: 1.5, spendCap: null },
};
