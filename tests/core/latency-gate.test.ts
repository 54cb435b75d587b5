import { describe, expect, test } from "vitest";
import type { DurationHistogram, GateEvidence } from "@/lib/core/gate";
import { latencyGate } from "@/lib/core/latency-gate";
import { arm, evidenceOf, SETTINGS, span } from "./gate-fixture";

const fast: DurationHistogram = [
  [800, 1_700],
  [1_500, 300],
];
const slow: DurationHistogram = [
  [800, 1_000],
  [4_000, 1_000],
];

function latencyOf(canary: DurationHistogram, reference: DurationHistogram, overrides: Partial<GateEvidence> = {}) {
  const calls = canary.reduce((sum, [, count]) => sum + count, 0);
  return evidenceOf([span(0, arm(calls))], { latency: { canary, paired: canary, reference }, ...overrides });
}

const judge = (evidence: GateEvidence, rule: Partial<typeof SETTINGS.latency_p95> = {}) =>
  latencyGate("latency_p95", { ...SETTINGS.latency_p95, ...rule }, evidence);

describe("a latency gate", () => {
  test("passes under its limit and near the control group", () => {
    const answer = judge(latencyOf(fast, fast), { limitMs: 2_000 });
    expect(answer).toMatchObject({
      verdict: "pass",
      unit: "ms",
      limit: 2_000,
      canary: { k: 0, n: 2_000, value: 1_500 },
    });
    expect(answer.difference?.value).toBe(0);
  });

  test("fails when surely more than 5 % of calls take longer than the limit", () => {
    expect(judge(latencyOf(slow, fast), { limitMs: 2_000 })).toMatchObject({ verdict: "fail", trippedBy: "e_process" });
  });

  test("takes the objective minute by minute, so that a late slowness is seen", () => {
    const healthy = Array.from({ length: 60 }, (_, minute) => span(minute, arm(200)));
    const evidence = evidenceOf([...healthy, span(60, arm(200, {}, { slow: 80 }))], {
      objectiveP95Ms: 2_000,
      latency: { canary: fast, paired: fast, reference: fast },
    });
    expect(judge(evidence)).toMatchObject({ verdict: "fail", trippedBy: "e_process", limit: 2_000 });
    expect(latencyGate("latency_p99", SETTINGS.latency_p99, evidence).limit).toBe(4_000);
  });

  test("without a limit fails by comparison alone, and only holds", () => {
    expect(judge(latencyOf(slow, fast), { action: "roll_back" })).toMatchObject({
      verdict: "fail",
      trippedBy: "comparison",
      action: "hold",
    });
    expect(judge(latencyOf(fast, fast)).verdict).toBe("pass");
  });

  test("too few calls, or nothing to judge by, is not enough data and says so", () => {
    const few: DurationHistogram = [[900, 20]];
    expect(judge(latencyOf(few, few), { limitMs: 2_000 }).verdict).toBe("not_enough_data");
    const alone = judge(latencyOf(fast, []));
    expect(alone.verdict).toBe("not_enough_data");
    expect(alone.reason).toContain("set a limit");
    expect(judge(evidenceOf([])).reason).toBe("No canary calls yet.");
  });
});
