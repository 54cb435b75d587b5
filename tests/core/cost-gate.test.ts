import { describe, expect, test } from "vitest";
import { costGate } from "@/lib/core/cost-gate";
import { arm, evidenceOf, SETTINGS, span } from "./gate-fixture";

const priced = (calls: number, each: number) => arm(calls, {}, { costUsd: calls * each });
/** Twenty minutes in which a canary call costs `each` dollars, give or take a little, and a control call one cent. */
const stage = (each: number) =>
  evidenceOf(Array.from({ length: 20 }, (_, i) => span(i, priced(50, each * (1 + (i % 3) / 50)), priced(50, 0.01))));

describe("the cost gate", () => {
  test("passes when a call is surely cheaper than the ratio allows, fails when surely dearer", () => {
    expect(costGate(SETTINGS.cost, stage(0.011))).toMatchObject({ verdict: "pass", unit: "usd", limit: 1.5 });
    const dear = costGate(SETTINGS.cost, stage(0.02));
    expect(dear).toMatchObject({ verdict: "fail", trippedBy: "ratio", action: "hold" });
    expect(dear.difference?.value).toBeCloseTo(2.04, 1);
  });

  test("fails at once when the stage has cost more than was planned", () => {
    expect(costGate({ ...SETTINGS.cost, spendCap: 5 }, stage(0.011))).toMatchObject({
      verdict: "fail",
      trippedBy: "spend_cap",
      reason: "The canary has cost $11.21 in this stage; $5.00 were planned.",
    });
    expect(costGate({ ...SETTINGS.cost, spendCap: 50 }, stage(0.011)).verdict).toBe("pass");
  });

  test("takes tokens where no price is known", () => {
    const spans = Array.from({ length: 20 }, (_, i) =>
      span(i, arm(50, {}, { tokens: 50_000 + i }), arm(50, {}, { tokens: 20_000 + i })),
    );
    expect(costGate(SETTINGS.cost, evidenceOf(spans))).toMatchObject({ verdict: "fail", unit: "tokens" });
  });

  test("a few minutes, or nobody to compare with, are not enough data", () => {
    expect(costGate(SETTINGS.cost, evidenceOf([span(0, priced(50, 0.09), priced(50, 0.01))])).verdict).toBe(
      "not_enough_data",
    );
    expect(costGate(SETTINGS.cost, evidenceOf([span(0, priced(50, 0.09), arm(0))])).verdict).toBe("not_enough_data");
    expect(costGate(SETTINGS.cost, evidenceOf([])).reason).toBe("No canary calls yet.");
  });
});
