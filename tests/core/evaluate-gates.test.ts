import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateGates } from "@/lib/core/evaluate-gates";
import { GATE_NAMES } from "@/lib/core/gate";
import { arm, evidenceOf, SETTINGS, span } from "./gate-fixture";

describe("the gates of a stage", () => {
  test("every gate answers, in the order of the list", () => {
    expect(evaluateGates(SETTINGS, evidenceOf([])).map(({ gate }) => gate)).toEqual([...GATE_NAMES]);
  });

  test("without data none passes, fails or asks for anything", () => {
    for (const { verdict, trippedBy } of evaluateGates(SETTINGS, evidenceOf([]))) {
      expect([verdict, trippedBy]).toEqual(["not_enough_data", null]);
    }
  });

  test("modes and actions are those of the settings, whatever the answer", () => {
    const settings = { ...SETTINGS, timeouts: { ...SETTINGS.timeouts, mode: "shadow" } } as const;
    const broken = evidenceOf([span(0, arm(100, { timeouts: 60 }))]);
    const timeouts = evaluateGates(settings, broken).find(({ gate }) => gate === "timeouts");
    expect(timeouts).toMatchObject({ verdict: "fail", mode: "shadow", action: "roll_back" });
  });

  test("answers are whole for any counts: meters within 0 and 1, no number that is none, a sentence", () => {
    const minute = fc.record({
      calls: fc.integer({ min: 0, max: 4_000 }),
      bad: fc.double({ min: 0, max: 1, noNaN: true }),
      control: fc.integer({ min: 0, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 12 }), (minutes) => {
        const spans = minutes.map(({ calls, bad, control }, i) =>
          span(i, arm(calls, { server_errors: Math.round(calls * bad) }), arm(control)),
        );
        for (const answer of evaluateGates(SETTINGS, evidenceOf(spans))) {
          expect(answer.evidence).toBeGreaterThanOrEqual(0);
          expect(answer.evidence).toBeLessThanOrEqual(1);
          expect(answer.alarm).toBeGreaterThanOrEqual(0);
          expect(answer.alarm).toBeLessThanOrEqual(1);
          expect(JSON.stringify(answer)).not.toContain("NaN");
          expect(answer.reason).toMatch(/\w.*\.$/);
          expect(answer.reason).not.toMatch(/NaN|Infinity|undefined|null/);
        }
      }),
      { numRuns: 150 },
    );
  });
});
