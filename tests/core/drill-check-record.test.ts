import { expect, it } from "vitest";
import {
  checkAttempts,
  checkCalls,
  checkCost,
  checkDeadline,
  checkFirstFailure,
  checkNoSecondCall,
  checkOutcomes,
  checkShield,
  checkUsage,
} from "@/lib/core/drill-check-record";
import { attempt, facts, SCENE, seen } from "./drill-fixture";

const failed = attempt({ state: "failed", errorClass: "server_error" });
const retry = attempt({ purpose: "retry" });

it("each call of the primary has to carry the class, and the detail when one is named", () => {
  const claim = { kind: "first_failure", class: "server_error" } as const;
  expect(
    checkFirstFailure(claim, SCENE, facts([seen({ attempts: [failed, attempt({ route: "two" })] })])).isPassed,
  ).toBe(true);
  expect(checkFirstFailure(claim, SCENE, facts([seen()])).seen).toBe("1 calls: ok");
  expect(checkFirstFailure(claim, SCENE, facts([seen({ attempts: [] })])).isPassed).toBe(false);
  expect(checkFirstFailure({ ...claim, detail: "x" }, SCENE, facts([seen({ attempts: [failed] })])).isPassed).toBe(
    false,
  );
});

it("skipped candidates are no calls", () => {
  const skipped = attempt({ state: "skipped", route: "two" });
  expect(checkNoSecondCall(facts([seen({ attempts: [failed, skipped] })])).isPassed).toBe(true);
  expect(checkNoSecondCall(facts([seen({ attempts: [failed, retry] })])).seen).toBe(
    "1 of 1 did not: 2 calls (primary on one, then retry on one)",
  );
});

it("calls of the primary are bounded for each request", () => {
  expect(checkAttempts(1, SCENE, facts([seen({ attempts: [failed, retry] })])).isPassed).toBe(false);
  expect(checkAttempts(2, SCENE, facts([seen({ attempts: [failed, retry] })])).isPassed).toBe(true);
});

it("a request without a final outcome, or with an attempt left open, is not whole", () => {
  expect(checkOutcomes(facts([seen()])).isPassed).toBe(true);
  expect(checkOutcomes(facts([seen({ record: null })])).seen).toBe("1 of 1 did not: not recorded");
  expect(checkOutcomes(facts([seen({ record: { state: "running" } })])).isPassed).toBe(false);
  expect(checkOutcomes(facts([seen({ attempts: [attempt({ state: "running" })] })])).isPassed).toBe(false);
});

it("an answer may be late by the time it takes to write it down, no more", () => {
  expect(checkDeadline(SCENE, facts([seen({ answer: { latencyMs: 1_700 } })])).isPassed).toBe(true);
  expect(checkDeadline(SCENE, facts([seen({ answer: { latencyMs: 1_800 } })])).isPassed).toBe(false);
});

it("a shielded primary is called less than once a request", () => {
  const spared = seen({ attempts: [attempt({ route: "two" })] });
  expect(checkShield(0.5, SCENE, facts([spared, spared, seen()])).seen).toBe("1 calls in 3 requests (0.33 each)");
  expect(checkShield(0.2, SCENE, facts([spared, spared, seen()])).isPassed).toBe(false);
});

it("calls at the edge and recorded attempts agree route by route", () => {
  expect(checkCalls(facts([seen()], { edgeCalls: { one: 1 } })).isPassed).toBe(true);
  expect(checkCalls(facts([seen()], { edgeCalls: { one: 2 } })).seen).toBe("one: 1 recorded, 2 made");
  expect(checkCalls(facts([seen()], { edgeCalls: { one: 1, two: 1 } })).isPassed).toBe(false);
  expect(checkCalls(facts([])).isPassed).toBe(false);
});

it("usage has to come from the provider for every served attempt", () => {
  expect(checkUsage(facts([seen()])).isPassed).toBe(true);
  expect(checkUsage(facts([seen({ attempts: [attempt({ usageSource: "estimated" })] })])).isPassed).toBe(false);
});

it("cost is tokens times price, and a request costs the sum of its attempts", () => {
  expect(checkCost(SCENE, facts([seen()])).isPassed).toBe(true);
  expect(checkCost(SCENE, facts([seen({ record: { cost: 0.003 } })])).isPassed).toBe(false);
  expect(
    checkCost(SCENE, facts([seen({ attempts: [attempt({ cost: 0.001 })], record: { cost: 0.001 } })])).isPassed,
  ).toBe(false);
  const unpriced = seen({ attempts: [attempt({ route: "two", cost: null })], record: { cost: null } });
  expect(checkCost(SCENE, facts([unpriced])).isPassed).toBe(true);
});
