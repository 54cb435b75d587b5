import { describe, expect, test } from "vitest";
import type { GateAction, GateAnswer, GateMode, GateVerdict } from "@/lib/core/gate";
import { gateOutcome } from "@/lib/core/gate-outcome";

describe("what the gates of a stage say together", () => {
  test("the strongest action of the failed ones counts", () => {
    const outcome = gateOutcome([
      verdict("timeouts", "fail", "hold"),
      verdict("malformed", "fail", "roll_back"),
      verdict("server_errors", "pass", "roll_back"),
    ]);
    expect(outcome).toEqual({
      action: "roll_back",
      failed: ["timeouts", "malformed"],
      waitingFor: [],
      isSufficient: false,
    });
  });

  test.each<GateMode>(["warn", "shadow"])("a gate in %s neither acts nor holds anything up", (mode) => {
    const outcome = gateOutcome([
      verdict("timeouts", "pass", "hold"),
      verdict("malformed", "fail", "roll_back", mode),
      verdict("cost", "not_enough_data", "hold", mode),
    ]);
    expect(outcome).toMatchObject({ action: null, isSufficient: true });
  });

  test("one gate without enough data is enough to wait", () => {
    const outcome = gateOutcome([verdict("timeouts", "pass", "hold"), verdict("auth", "not_enough_data", "roll_back")]);
    expect(outcome).toEqual({ action: null, failed: [], waitingFor: ["auth"], isSufficient: false });
  });

  test("no enforced gate is no proof", () => {
    expect(gateOutcome([verdict("timeouts", "pass", "hold", "shadow")]).isSufficient).toBe(false);
    expect(gateOutcome([]).isSufficient).toBe(false);
  });
});

function verdict(
  gate: GateVerdict["gate"],
  answer: GateAnswer,
  action: GateAction,
  mode: GateMode = "enforce",
): GateVerdict {
  const arm = { k: 0, n: 0, value: null, interval: null };
  return {
    gate,
    mode,
    action,
    verdict: answer,
    trippedBy: null,
    unit: "share",
    canary: arm,
    stable: arm,
    comparedWith: null,
    difference: null,
    limit: 0.02,
    upperBound: null,
    evidence: 0,
    alarm: 0,
    forecast: { requestsNeeded: null, minutesNeeded: null, failuresIfBroken: 3, secondsIfBroken: null },
    heldBecause: null,
    reason: "",
  };
}
