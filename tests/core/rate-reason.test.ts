import { expect, test } from "vitest";
import type { GateEvidence } from "@/lib/core/gate";
import { rateGate } from "@/lib/core/rate-gate";
import { arm, evidenceOf, outcomes, SETTINGS, span } from "./gate-fixture";

const reason = (evidence: GateEvidence) => rateGate("timeouts", SETTINGS.timeouts, evidence).reason;

test("every answer is a sentence with its numbers", () => {
  expect(reason(evidenceOf([span(0, arm(120))]))).toBe(
    "0 of 120 calls timed out. 179 more good ones prove less than 1%, about 90 s at this rate.",
  );
  expect(reason(evidenceOf([span(0, arm(400))]))).toBe(
    "0 of 400 calls timed out: surely below 1% (at most 0.7%), and it is no worse than the control group.",
  );
  expect(reason(evidenceOf([span(0, arm(100, { timeouts: 40 }))]))).toBe("40 of 100 calls timed out: surely above 1%.");
  const recent = outcomes(3, ["timeouts"]);
  expect(reason(evidenceOf([span(0, arm(20, { timeouts: 3 }))], { recent }))).toBe(
    "The last 3 requests in a row timed out; 3 are enough.",
  );
  expect(reason(evidenceOf([span(0, arm(5_000, { timeouts: 20 }), arm(5_000))]))).toBe(
    "20 of 5,000 calls timed out, of the control group 0 of 5,000 (0.0%): surely worse.",
  );
});
