import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breachedGates, staleness } from "@/lib/core/rollout-checks";
import { nextStageIndex, sharesAt } from "@/lib/core/rollout-stages";
import { stepRollout } from "@/lib/core/rollout-step";
import { anyFacts, anyRollout, exposure, facts, NOW_MS, rolloutAt, SOAK_MS } from "./rollout-fixture";

const RUNS = { numRuns: 3_000 };

describe("a rollout", () => {
  it("can be rolled back from every state that is not over, in one step, whatever is known", () => {
    fc.assert(
      fc.property(anyRollout, anyFacts, (rollout, known) => {
        const step = stepRollout(rollout, { kind: "roll_back" }, known);
        if (step.kind !== "moved") throw new Error("a roll back was refused");
        expect(step.rollout.state).toBe("rolled_back");
        const restores = step.effects.some(({ kind }) => kind === "restore");
        expect(restores).toBe(rollout.stageIndex >= 0);
        expect(step.effects.some(({ kind }) => kind === "void_approvals")).toBe(true);
      }),
      RUNS,
    );
  });

  it("never goes on by order without each condition: soak, evidence, traffic, protection, ratio, proof, approval", () => {
    fc.assert(
      fc.property(anyRollout, anyFacts, fc.boolean(), (rollout, known, isApproved) => {
        const step = stepRollout(rollout, { kind: "advance", isApproved }, known);
        if (step.kind !== "moved") return;
        expect(rollout.state).toBe("running");
        expectEveryCondition(rollout, known, isApproved);
      }),
      RUNS,
    );
  });

  it("a tick never widens without each condition and without having been told to", () => {
    fc.assert(
      fc.property(anyRollout, anyFacts, (rollout, known) => {
        const step = stepRollout(rollout, { kind: "tick" }, known);
        if (step.kind !== "moved" || exposure(step.rollout) <= exposure(rollout)) return;
        if (rollout.state !== "running" || !rollout.automation.advance) throw new Error("widened by itself");
        expectEveryCondition(rollout, known, false);
      }),
      RUNS,
    );
  });

  it("a tick moves no traffic without fresh evidence and traffic, and none onto a target that fails", () => {
    fc.assert(
      fc.property(anyRollout, anyFacts, (rollout, known) => {
        const step = stepRollout(rollout, { kind: "tick" }, { ...known, endedBy: null });
        if (step.kind !== "moved") return;
        const moves = step.effects.some(({ kind }) => kind === "set_shares" || kind === "restore");
        if (!moves) return;
        expect(staleness(rollout, known)).toBeNull();
        expect(known.evidence?.canaryRequests ?? 0).toBeGreaterThan(0);
        if (exposure(step.rollout) < exposure(rollout) || step.rollout.state === "rolled_back") {
          expect(known.evidence?.target.status).not.toBe("failing");
          expect(breachedGates(known)).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it("what is over stays over", () => {
    const events = [{ kind: "tick" }, { kind: "pause" }, { kind: "roll_back" }] as const;
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...events), (known, event) => {
        for (const state of ["completed", "rolled_back"] as const) {
          expect(stepRollout(rolloutAt({ state }), event, known).kind).not.toBe("moved");
        }
      }),
    );
  });

  it("starts with internal alone, and not before the canary is well", () => {
    const ready = rolloutAt({ state: "ready", stageIndex: -1, approvedThrough: -1 });
    const started = stepRollout(ready, { kind: "start", isApproved: false }, facts({ evidence: null }));
    expect(started).toMatchObject({
      rollout: { state: "running", stageIndex: 0, stageEnteredAtMs: NOW_MS },
      effects: [{ kind: "set_shares", shares: { internal: 100 } }],
    });
    const unwell = stepRollout(
      ready,
      { kind: "start", isApproved: false },
      facts({ notReady: "Its breaker is open." }),
    );
    expect(unwell).toEqual({ kind: "refused", check: null, text: "Its breaker is open." });
    expect(stepRollout(rolloutAt(), { kind: "start", isApproved: false }, facts()).kind).toBe("refused");
  });

  it("asks for an approval last, and the next soak begins at the approval", () => {
    const asked = stepRollout(rolloutAt(), { kind: "advance", isApproved: false }, facts());
    expect(asked).toMatchObject({
      kind: "refused",
      check: "approval",
      text: "general 10% needs an approver's approval.",
    });
    const early = rolloutAt({ stageEnteredAtMs: NOW_MS - SOAK_MS + 60_000 });
    expect(stepRollout(early, { kind: "advance", isApproved: true }, facts())).toMatchObject({ check: "soak" });
    const approved = stepRollout(rolloutAt(), { kind: "advance", isApproved: true }, facts());
    expect(approved).toMatchObject({
      rollout: { stageIndex: 3, stageEnteredAtMs: NOW_MS, approvedThrough: 3 },
      effects: [{ kind: "set_shares", shares: { internal: 100, general: 10 } }],
    });
  });

  it("completes after its last stage without moving traffic", () => {
    const last = rolloutAt({ stageIndex: 6 });
    expect(stepRollout(last, { kind: "advance", isApproved: false }, facts())).toMatchObject({
      rollout: { state: "completed" },
      effects: [],
    });
  });

  it("a contract that is not verified stops the next stage, whatever the gates say", () => {
    const known = facts({ nextBlocked: "Its contract is not verified." });
    const step = stepRollout(rolloutAt(), { kind: "advance", isApproved: true }, known);
    expect(step).toMatchObject({ kind: "refused", text: "Its contract is not verified." });
    const automatic = rolloutAt({
      stageIndex: 1,
      approvedThrough: 2,
      automation: { ...rolloutAt().automation, advance: true },
    });
    expect(stepRollout(automatic, { kind: "tick" }, known).kind).toBe("same");
  });

  it("pauses and resumes once each, and does not go on while paused", () => {
    const paused = stepRollout(rolloutAt(), { kind: "pause" }, facts());
    if (paused.kind !== "moved") throw new Error("not paused");
    expect(paused.rollout.state).toBe("paused");
    expect(stepRollout(paused.rollout, { kind: "pause" }, facts()).kind).toBe("refused");
    expect(stepRollout(paused.rollout, { kind: "advance", isApproved: true }, facts())).toMatchObject({
      text: "The rollout is paused; resume it first.",
    });
    expect(stepRollout(paused.rollout, { kind: "resume" }, facts())).toMatchObject({ rollout: { state: "running" } });
    expect(stepRollout(rolloutAt(), { kind: "resume" }, facts()).kind).toBe("refused");
  });
});

/** Spelled out on its own, not with the function under test. */
function expectEveryCondition(
  rollout: ReturnType<typeof rolloutAt>,
  known: ReturnType<typeof facts>,
  isApproved: boolean,
): void {
  const { evidence } = known;
  const stage = rollout.stages[rollout.stageIndex];
  expect(NOW_MS - (rollout.stageEnteredAtMs ?? NOW_MS)).toBeGreaterThanOrEqual(stage?.soakMs ?? 0);
  expect(known.nowMs - (evidence?.dataUntilMs ?? 0)).toBeLessThanOrEqual(30_000);
  expect(evidence?.sinceMs ?? 0).toBeGreaterThanOrEqual(rollout.stageEnteredAtMs ?? 0);
  expect(evidence?.canaryRequests ?? 0).toBeGreaterThan(0);
  const enforced = evidence?.gates.filter(({ mode }) => mode === "enforce") ?? [];
  expect(enforced.length).toBeGreaterThan(0);
  expect(enforced.every(({ verdict }) => verdict === "pass")).toBe(true);
  expect(evidence?.sampleRatio?.isMismatch ?? false).toBe(false);
  const next = nextStageIndex(rollout);
  if (next === null) return;
  const needsNothing = next <= rollout.approvedThrough || rollout.stages[next]?.needsApproval === false;
  expect(isApproved || needsNothing).toBe(true);
  expect(sharesAt(rollout.stages, next)).not.toEqual(sharesAt(rollout.stages, rollout.stageIndex));
}
