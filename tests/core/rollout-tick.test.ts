import { describe, expect, it } from "vitest";
import type { Rollout, RolloutFacts } from "@/lib/core/rollout";
import { takeTick } from "@/lib/core/rollout-tick";
import { evidence, facts, gate, NOW_MS, rolloutAt, SOAK_MS } from "./rollout-fixture";

const broken = (action: "hold" | "step_down" | "roll_back", change = {}): RolloutFacts =>
  facts({
    evidence: evidence({
      canaryRequests: 3,
      gates: [gate({ verdict: "fail", action, reason: "3 of 3 failed." })],
      ...change,
    }),
  });

function moved(rollout: Rollout, known: RolloutFacts) {
  const step = takeTick(rollout, known);
  if (step.kind !== "moved") throw new Error(`the tick did ${step.kind}`);
  return step;
}

describe("a tick", () => {
  it("rolls back on a breach before any minimum sample and before the soak is over", () => {
    const young = rolloutAt({ stageEnteredAtMs: NOW_MS - 4_000 });
    const known = broken("roll_back", { sinceMs: NOW_MS - 4_000 });
    expect(moved(young, known)).toMatchObject({
      rollout: { state: "rolled_back" },
      effects: [{ kind: "restore" }, { kind: "void_approvals", text: "3 of 3 failed." }],
      notes: [{ text: "Rolled back by the machine: 3 of 3 failed." }],
    });
  });

  it("protects a paused rollout as well", () => {
    expect(moved(rolloutAt({ state: "paused" }), broken("roll_back")).rollout.state).toBe("rolled_back");
    const lower = moved(rolloutAt({ state: "paused" }), broken("step_down"));
    expect(lower.rollout).toMatchObject({ state: "paused", stageIndex: 1 });
  });

  it("steps down one stage, whose soak begins anew and above which everything has to be asked for again", () => {
    const step = moved(rolloutAt({ stageIndex: 4, approvedThrough: 5 }), broken("step_down"));
    expect(step.rollout).toMatchObject({ stageIndex: 3, approvedThrough: 3, stageEnteredAtMs: NOW_MS });
    expect(step.effects[0]).toEqual({ kind: "set_shares", shares: { internal: 100, general: 10 } });
  });

  it("below the first stage there is only the way back", () => {
    expect(moved(rolloutAt({ stageIndex: 0 }), broken("step_down")).rollout.state).toBe("rolled_back");
  });

  it("never moves traffic onto a route that fails as well: it holds and says so", () => {
    const target = { route: "openai-chat", status: "failing" as const, why: "its breaker is open" };
    for (const action of ["roll_back", "step_down"] as const) {
      const step = moved(rolloutAt(), broken(action, { target }));
      expect(step.rollout).toMatchObject({ state: "running", stageIndex: 2, hold: { code: "target" } });
      expect(step.rollout.hold?.text).toBe(
        "3 of 3 failed. Traffic stays where it is: openai-chat fails as well (its breaker is open).",
      );
      expect(step.effects.map(({ kind }) => kind)).toEqual(["void_approvals"]);
    }
  });

  it("what is switched off gives way to the milder action that is on", () => {
    const off = (change: Partial<Rollout["automation"]>) =>
      rolloutAt({ automation: { advance: false, hold: true, stepDown: true, rollBack: true, ...change } });
    expect(moved(off({ rollBack: false }), broken("roll_back")).rollout.stageIndex).toBe(1);
    const held = moved(off({ rollBack: false, stepDown: false }), broken("roll_back"));
    expect(held.rollout).toMatchObject({ stageIndex: 2, hold: { code: "server_errors" } });
    expect(takeTick(off({ rollBack: false, stepDown: false, hold: false }), broken("roll_back")).kind).toBe("same");
  });

  it("missing or old evidence holds after the soak, and moves nothing before or after", () => {
    for (const known of [facts({ evidence: null }), broken("roll_back", { dataUntilMs: NOW_MS - 31_000 })]) {
      const step = moved(rolloutAt(), known);
      expect([step.rollout.hold?.code, step.effects]).toEqual(["evidence", []]);
      expect(takeTick(rolloutAt({ stageEnteredAtMs: NOW_MS - 1_000 }), known).kind).toBe("same");
    }
  });

  it("no traffic holds; it neither passes nor rolls back", () => {
    const silent = facts({ evidence: evidence({ canaryRequests: 0, gates: [gate({ verdict: "fail" })] }) });
    const step = moved(rolloutAt({ automation: { ...rolloutAt().automation, advance: true } }), silent);
    expect([step.rollout.hold?.code, step.rollout.stageIndex]).toEqual(["traffic", 2]);
  });

  it("a split that is not the one that was set holds and voids what waits for a decision", () => {
    const uneven = facts({ evidence: evidence({ sampleRatio: { p: 1e-5, isMismatch: true } }) });
    const step = moved(rolloutAt({ stageEnteredAtMs: NOW_MS - SOAK_MS }), uneven);
    expect([step.rollout.hold?.code, step.effects[0]?.kind]).toEqual(["sample_ratio", "void_approvals"]);
  });

  it("writes one hold once, and lets go of it without moving when its reason is gone", () => {
    const first = moved(rolloutAt(), broken("hold")).rollout;
    expect(takeTick(first, broken("hold")).kind).toBe("same");
    const free = moved({ ...first, automation: { ...first.automation, advance: true }, approvedThrough: 6 }, facts());
    expect([free.rollout.hold, free.rollout.stageIndex, free.effects]).toEqual([null, 2, []]);
  });

  it("goes on by itself only where that was opted for and the stage was approved", () => {
    const automatic = { ...rolloutAt().automation, advance: true };
    expect(takeTick(rolloutAt({ approvedThrough: 3 }), facts()).kind).toBe("same");
    expect(takeTick(rolloutAt({ automation: automatic }), facts()).kind).toBe("same");
    expect(moved(rolloutAt({ automation: automatic, approvedThrough: 3 }), facts()).rollout.stageIndex).toBe(3);
    expect(takeTick(rolloutAt({ state: "paused", automation: automatic, approvedThrough: 3 }), facts()).kind).toBe(
      "same",
    );
  });

  it("ends when somebody took the traffic, and keeps their name", () => {
    const step = moved(rolloutAt(), facts({ evidence: null, endedBy: "Rolled back by Sam in v9." }));
    expect(step).toMatchObject({ rollout: { state: "rolled_back" }, notes: [{ text: "Rolled back by Sam in v9." }] });
    expect(step.effects.map(({ kind }) => kind)).toEqual(["void_approvals"]);
  });

  it("before the first stage it only says whether the canary is well", () => {
    const waiting = rolloutAt({ state: "ready", stageIndex: -1 });
    expect(moved(waiting, facts({ notReady: "Its breaker is open." })).rollout.state).toBe("pending");
    expect(takeTick(waiting, facts()).kind).toBe("same");
    expect(moved({ ...waiting, state: "pending" }, facts()).rollout.state).toBe("ready");
  });

  it("the seventh stage completes by itself, warnings and shadows do nothing", () => {
    const quiet = facts({
      evidence: evidence({
        gates: [gate(), gate({ mode: "warn", verdict: "fail" }), gate({ mode: "shadow", verdict: "fail" })],
      }),
    });
    expect(moved(rolloutAt({ stageIndex: 6 }), quiet).rollout.state).toBe("completed");
  });
});
