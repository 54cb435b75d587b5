import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rollout, RolloutFacts, Shares } from "@/lib/core/rollout";
import { SIGNABLE_CHECKS, takeShift, widened } from "@/lib/core/rollout-shift";
import { shareOf, sharesAt } from "@/lib/core/rollout-stages";
import { anyFacts, anyRollout, evidence, facts, gate, NOW_MS, rolloutAt } from "./rollout-fixture";

function shift(
  rollout: Rollout,
  to: Shares,
  known: RolloutFacts = facts(),
  approval: { isApproved?: boolean; signed?: typeof SIGNABLE_CHECKS } = {},
) {
  const from = { internal: 0, general: 0, ...sharesAt(rollout.stages, rollout.stageIndex) };
  return takeShift(rollout, { kind: "shift", from, to, isApproved: false, signed: [], ...approval }, known);
}

describe("a shift by a person", () => {
  it("down is always taken, paused or not, whatever the evidence says", () => {
    const general = fc.constantFrom(0, 0.5, 1, 3);
    fc.assert(
      fc.property(anyRollout, anyFacts, general, (rollout, known, percent) => {
        fc.pre(rollout.stageIndex >= 3);
        const step = shift(rollout, { internal: 100, general: percent }, known);
        if (step.kind !== "moved") throw new Error("less was refused");
        expect(step.effects[0]).toEqual({ kind: "set_shares", shares: { internal: 100, general: percent } });
        if (rollout.state === "paused") expect(step.rollout.state).toBe("paused");
      }),
    );
  });

  it("beyond what was approved never goes without an approval, and nothing bad or unknown can be signed for", () => {
    const to = fc.constantFrom(7, 30, 50, 100);
    fc.assert(
      fc.property(anyRollout, anyFacts, to, fc.boolean(), (rollout, known, percent, isApproved) => {
        const approved = shareOf(sharesAt(rollout.stages, rollout.approvedThrough), "general");
        fc.pre(percent > approved);
        const step = shift(rollout, { internal: 100, general: percent }, known, {
          isApproved,
          signed: [...SIGNABLE_CHECKS],
        });
        if (step.kind !== "moved") return;
        expect(isApproved && rollout.state !== "paused").toBe(true);
        if (rollout.stageIndex < 0) return;
        const enforced = known.evidence?.gates.filter(({ mode }) => mode === "enforce") ?? [];
        const hasTraffic = (known.evidence?.canaryRequests ?? 0) > 0;
        expect(known.evidence).not.toBeNull();
        expect(hasTraffic && enforced.some(({ verdict }) => verdict === "fail")).toBe(false);
        expect(known.evidence?.sampleRatio?.isMismatch ?? false).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("what the approver did not sign for refuses it, with its name", () => {
    const thin = facts({ evidence: evidence({ gates: [gate({ verdict: "not_enough_data" })] }) });
    const to = { internal: 100, general: 25 };
    expect(shift(rolloutAt(), to, thin, { isApproved: true })).toMatchObject({ kind: "refused", check: "sufficiency" });
    expect(shift(rolloutAt(), to, thin, { isApproved: true, signed: ["sufficiency"] }).kind).toBe("moved");
    expect(shift(rolloutAt(), to, thin)).toMatchObject({ kind: "refused", check: "approval" });
  });

  it("internal goes directly, and so does what was approved before and left again", () => {
    const widerInternal = takeShift(
      rolloutAt({ stageIndex: -1, state: "ready", approvedThrough: -1 }),
      {
        kind: "shift",
        from: { internal: 0, general: 0 },
        to: { internal: 25, general: 0 },
        isApproved: false,
        signed: [],
      },
      facts({ evidence: null }),
    );
    expect(widerInternal).toMatchObject({ kind: "moved", rollout: { state: "running", stageEnteredAtMs: NOW_MS } });
    const back = shift(rolloutAt({ stageIndex: 1, approvedThrough: 4 }), { internal: 100, general: 25 });
    expect(back).toMatchObject({ kind: "moved", rollout: { stageIndex: 4, approvedThrough: 4 } });
    const between = shift(rolloutAt({ stageIndex: 1, approvedThrough: 4 }), { internal: 100, general: 7 });
    expect(between).toMatchObject({ kind: "moved", rollout: { stageIndex: 3, approvedThrough: 5 } });
  });

  it("to nothing at all ends the rollout", () => {
    const step = shift(rolloutAt({ stages: rolloutAt().stages.slice(1), stageIndex: 0, approvedThrough: 0 }), {
      internal: 0,
      general: 0,
    });
    expect(step).toMatchObject({ kind: "moved", rollout: { state: "rolled_back" } });
  });

  it("wider means the cohorts that get more", () => {
    expect(widened({ a: 5, b: 10 }, { a: 6, b: 9, c: 1 })).toEqual(["a", "c"]);
  });
});
