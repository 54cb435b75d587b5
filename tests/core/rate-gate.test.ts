import { describe, expect, test } from "vitest";
import type { GateEvidence, RateGate } from "@/lib/core/gate";
import { rateGate } from "@/lib/core/rate-gate";
import { arm, evidenceOf, outcomes, SETTINGS, span } from "./gate-fixture";

const judge = (evidence: GateEvidence, gate: RateGate = "server_errors") => rateGate(gate, SETTINGS[gate], evidence);

describe("a rate gate", () => {
  test.each([
    [0, 148, "not_enough_data"],
    [0, 149, "pass"],
    [1, 235, "not_enough_data"],
    [1, 236, "pass"],
    [2, 312, "not_enough_data"],
    [2, 313, "pass"],
  ] as const)("with %d failures of %d answers %s at a limit of 2 %%", (failures, calls, verdict) => {
    const evidence = evidenceOf([span(0, arm(calls, { server_errors: failures }), arm(calls, { server_errors: 1 }))]);
    expect(judge(evidence)).toMatchObject({ verdict, trippedBy: null, canary: { k: failures, n: calls }, limit: 0.02 });
  });

  test("missing data neither passes nor fails", () => {
    const answer = judge(evidenceOf([]));
    expect(answer).toMatchObject({
      verdict: "not_enough_data",
      trippedBy: null,
      canary: { k: 0, n: 0, value: null, interval: null },
      upperBound: null,
      evidence: 0,
      alarm: 0,
      forecast: { requestsNeeded: 149, minutesNeeded: null, failuresIfBroken: 3, secondsIfBroken: null },
      reason: "No canary calls yet.",
    });
  });

  test("three failures in a row trip the wire; a good request between does not", () => {
    const bad = arm(4, { server_errors: 3 });
    const run = outcomes(3, ["server_errors"]);
    expect(judge(evidenceOf([span(0, arm(3, { server_errors: 3 }))], { recent: run }))).toMatchObject({
      verdict: "fail",
      trippedBy: "tripwire",
      action: "roll_back",
      alarm: 1,
    });
    const broken = [...outcomes(2, ["server_errors"]), ...outcomes(1, []), ...outcomes(1, ["server_errors"])];
    expect(judge(evidenceOf([span(0, bad)], { recent: broken })).trippedBy).toBe("e_process");
    expect(judge(evidenceOf([span(0, arm(30, { server_errors: 3 }))], { recent: broken })).trippedBy).toBeNull();
  });

  test("requests that passed an open breaker by do not end a run of failed calls", () => {
    const recent = [...outcomes(9, ["fallback_volume"], false), ...outcomes(3, ["server_errors"])];
    const evidence = evidenceOf([span(0, arm(3, { server_errors: 3 }))], { recent });
    expect(judge(evidence).trippedBy).toBe("tripwire");
    expect(judge(evidence, "fallback_volume").trippedBy).toBe("tripwire");
  });

  test("the retries of one request are not enough evidence", () => {
    const retries = evidenceOf([span(0, arm(4, { server_errors: 4 }))], { recent: outcomes(1, ["server_errors"]) });
    expect(judge(retries)).toMatchObject({ verdict: "not_enough_data", trippedBy: null });
  });

  test("two requests refused for the key trip at once, one does not", () => {
    const one = evidenceOf([span(0, arm(500, { auth: 1 }))]);
    const two = evidenceOf([span(0, arm(500, { auth: 2 }))]);
    expect(judge(one, "auth")).toMatchObject({ verdict: "pass", forecast: { failuresIfBroken: 1 } });
    expect(judge(two, "auth")).toMatchObject({ verdict: "fail", trippedBy: "distinct_requests" });
  });

  test("a rate within the limit that is surely worse than the control group holds, whatever the action", () => {
    const evidence = evidenceOf([span(0, arm(5_000, { server_errors: 50 }), arm(5_000, { server_errors: 2 }))]);
    const answer = judge(evidence);
    expect(answer).toMatchObject({ verdict: "fail", trippedBy: "comparison", action: "hold", heldBecause: null });
    expect(answer.reason).toContain("surely worse");
  });

  test("a rate within the limit that may be worse than the control group waits", () => {
    const evidence = evidenceOf([span(0, arm(1_000, { server_errors: 8 }), arm(1_000, { server_errors: 1 }))]);
    expect(judge(evidence)).toMatchObject({ verdict: "not_enough_data", trippedBy: null });
    expect(judge({ ...evidence, comparedWith: "other_cohorts" })).toMatchObject({
      verdict: "pass",
      comparedWith: "other_cohorts",
    });
  });

  test("says what waiting costs: how many good requests, how long, and how many would fail", () => {
    const evidence = evidenceOf([span(0, arm(60, {})), span(1, arm(60, {}))]);
    const { forecast, evidence: meter } = judge(evidence);
    expect(forecast.requestsNeeded).toBe(29);
    expect(forecast.minutesNeeded).toBeCloseTo(29 / 60, 6);
    expect(forecast.failuresIfBroken).toBe(4);
    expect(forecast.secondsIfBroken).toBeCloseTo(4, 6);
    expect(meter).toBeCloseTo(120 / 149, 6);
  });
});

describe("a failed gate asks for what helps", () => {
  const recent = outcomes(8, ["server_errors"]);
  const canary = arm(40, { server_errors: 30 });

  test("roll back, when stable is well", () => {
    expect(judge(evidenceOf([span(0, canary)], { recent }))).toMatchObject({ action: "roll_back", heldBecause: null });
  });

  test("hold, when the same failure hits both arms alike", () => {
    const evidence = evidenceOf([span(0, canary, arm(400, { server_errors: 290 }))], { recent });
    const answer = judge(evidence);
    expect(answer).toMatchObject({ verdict: "fail", action: "hold" });
    expect(answer.heldBecause).toContain("290 of 400");
  });

  test("roll back, when stable is hit too but far less", () => {
    const evidence = evidenceOf([span(0, canary, arm(400, { server_errors: 40 }))], { recent });
    expect(judge(evidence).action).toBe("roll_back");
  });

  test("hold, when the target is failing", () => {
    const target = { route: "openai-chat", status: "failing", why: "Its breaker is open." } as const;
    expect(judge(evidenceOf([span(0, canary)], { recent, target }))).toMatchObject({
      action: "hold",
      heldBecause: "openai-chat is no refuge: Its breaker is open.",
    });
  });
});
