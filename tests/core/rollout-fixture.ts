import fc from "fast-check";
import { GATE_ACTIONS, GATE_ANSWERS, GATE_MODES, GATE_NAMES } from "@/lib/core/gate";
import type { GateFact, Rollout, RolloutFacts, RolloutStage, StageFacts } from "@/lib/core/rollout";
import { defaultStages, sharesAt } from "@/lib/core/rollout-stages";

export const NOW_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
export const SOAK_MS = 600_000;
export const STAGES: readonly RolloutStage[] = defaultStages(["internal", "general"], SOAK_MS);

/** Running at `general 5%` for exactly its soak time, with nothing above it approved. */
export function rolloutAt(change: Partial<Rollout> = {}): Rollout {
  const stageIndex = change.stageIndex ?? 2;
  return {
    state: "running",
    stages: STAGES,
    stageIndex,
    stageEnteredAtMs: stageIndex < 0 ? null : NOW_MS - SOAK_MS,
    approvedThrough: stageIndex,
    automation: { advance: false, hold: true, stepDown: true, rollBack: true },
    hold: null,
    ...change,
  };
}

export function gate(change: Partial<GateFact> = {}): GateFact {
  return {
    gate: "server_errors",
    mode: "enforce",
    action: "roll_back",
    verdict: "pass",
    heldBecause: null,
    reason: "0 of 400 failed, limit 2%.",
    ...change,
  };
}

export function evidence(change: Partial<StageFacts> = {}): StageFacts {
  return {
    sinceMs: NOW_MS - SOAK_MS,
    dataUntilMs: NOW_MS,
    canaryRequests: 400,
    sampleRatio: { p: 0.5, isMismatch: false },
    target: { route: "openai-chat", status: "healthy", why: "0 of 400 failed" },
    gates: [gate(), gate({ gate: "timeouts" })],
    ...change,
  };
}

export function facts(change: Partial<RolloutFacts> = {}): RolloutFacts {
  return { nowMs: NOW_MS, evidence: evidence(), notReady: null, nextBlocked: null, endedBy: null, ...change };
}

const gateFacts: fc.Arbitrary<GateFact> = fc.record({
  gate: fc.constantFrom(...GATE_NAMES),
  mode: fc.constantFrom(...GATE_MODES),
  action: fc.constantFrom(...GATE_ACTIONS),
  verdict: fc.constantFrom(...GATE_ANSWERS),
  heldBecause: fc.constantFrom(null, "the target fails as well"),
  reason: fc.constant("because of its figures."),
});

/** Whatever may be known, good, bad, missing or old. */
export const anyFacts: fc.Arbitrary<RolloutFacts> = fc.record({
  nowMs: fc.constant(NOW_MS),
  evidence: fc.option(
    fc.record({
      sinceMs: fc.constantFrom(NOW_MS - SOAK_MS, NOW_MS - 2 * SOAK_MS),
      dataUntilMs: fc.constantFrom(NOW_MS, NOW_MS - 5_000, NOW_MS - 120_000),
      canaryRequests: fc.constantFrom(0, 1, 400),
      sampleRatio: fc.constantFrom(null, { p: 0.5, isMismatch: false }, { p: 1e-6, isMismatch: true }),
      target: fc.constantFrom(
        { route: "openai-chat", status: "healthy" as const, why: "well" },
        { route: "openai-chat", status: "failing" as const, why: "its breaker is open" },
        { route: "openai-chat", status: "unknown" as const, why: "no traffic" },
      ),
      gates: fc.array(gateFacts, { maxLength: 4 }),
    }),
  ),
  notReady: fc.constantFrom(null, "The breaker of comet-chat is open."),
  nextBlocked: fc.constantFrom(null, "Its contract is not verified."),
  endedBy: fc.constantFrom(null, "Rolled back by Sam in v9."),
});

/** A rollout anywhere in its life. */
export const anyRollout: fc.Arbitrary<Rollout> = fc
  .record({
    state: fc.constantFrom("pending" as const, "ready" as const, "running" as const, "paused" as const),
    stageIndex: fc.integer({ min: 0, max: STAGES.length - 1 }),
    soakedMs: fc.constantFrom(0, SOAK_MS / 2, SOAK_MS, 2 * SOAK_MS),
    approvedAhead: fc.integer({ min: 0, max: 2 }),
    automation: fc.record({
      advance: fc.boolean(),
      hold: fc.boolean(),
      stepDown: fc.boolean(),
      rollBack: fc.boolean(),
    }),
    isHeld: fc.boolean(),
  })
  .map(({ state, stageIndex, soakedMs, approvedAhead, automation, isHeld }) => {
    const isBefore = state === "pending" || state === "ready";
    const index = isBefore ? -1 : stageIndex;
    return rolloutAt({
      state,
      stageIndex: index,
      stageEnteredAtMs: isBefore ? null : NOW_MS - soakedMs,
      approvedThrough: Math.min(STAGES.length - 1, index + approvedAhead),
      automation,
      hold: isHeld ? { code: "server_errors", text: "held", sinceMs: NOW_MS } : null,
    });
  });

/** Everything the canary is given in the stage in force, summed; for "more" and "less". */
export function exposure({ stages, stageIndex }: Rollout): number {
  return Object.values(sharesAt(stages, stageIndex)).reduce((sum, percent) => sum + percent, 0);
}
