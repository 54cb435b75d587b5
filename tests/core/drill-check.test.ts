import { expect, it } from "vitest";
import { checkExpectation } from "@/lib/core/drill-check";
import { facts, SCENE, seen } from "./drill-fixture";

it("each kind of claim finds its judge", () => {
  const found = facts([seen()], { breaker: "open", edgeCalls: { one: 1 } });
  expect(checkExpectation({ kind: "breaker", state: "open" }, SCENE, found)).toEqual([
    { expected: "the breaker of one is open for drill traffic", seen: "it is open", isPassed: true },
  ]);
  expect(checkExpectation({ kind: "breaker", state: "closed" }, SCENE, found)[0]?.isPassed).toBe(false);
  expect(checkExpectation({ kind: "calls_equal_record" }, SCENE, found)[0]?.isPassed).toBe(true);
  const claim = { expected: "a", seen: "b", isPassed: false };
  expect(checkExpectation({ kind: "preconditions" }, SCENE, { ...found, preconditions: [claim] })).toEqual([claim]);
});

it("a part of a game day has to pass, and one that never ran has not", () => {
  const part = { state: "failed", sentence: "Failed at step 2 of 5 (Primary answers)." };
  expect(checkExpectation({ kind: "drill_passed" }, SCENE, facts([], { part }))).toEqual([
    { expected: "the drill passes", seen: part.sentence, isPassed: false },
  ]);
  expect(checkExpectation({ kind: "drill_passed" }, SCENE, facts([]))[0]?.isPassed).toBe(false);
});
