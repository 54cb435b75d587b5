import { expect, it } from "vitest";
import { checkCandidateLeft, checkDrained, checkMoved, checkShare } from "@/lib/core/drill-check-cutover";
import { attempt, facts, SCENE, seen } from "./drill-fixture";

const canary = seen({ record: { arm: "canary", route: "two" }, attempts: [attempt({ route: "two" })] });
const move = { atMs: 2_000, tookMs: 3, inFlight: 1, stillRunning: 0 };

it("0 and 100 % are exact, a share in between may vary by chance but never be nobody", () => {
  expect(checkShare(0, facts([seen(), seen()])).isPassed).toBe(true);
  expect(checkShare(0, facts([seen(), canary])).isPassed).toBe(false);
  expect(checkShare(100, facts([canary, canary])).isPassed).toBe(true);
  expect(checkShare(100, facts([seen(), canary])).isPassed).toBe(false);
  const spread = [...Array.from({ length: 24 }, () => seen()), ...Array.from({ length: 8 }, () => canary)];
  expect(checkShare(25, facts(spread)).isPassed).toBe(true);
  expect(checkShare(25, facts(Array.from({ length: 12 }, () => seen()))).isPassed).toBe(false);
});

it("a move is in force within its bound", () => {
  expect(checkMoved(50, facts([seen({ sentAtMs: 2_100 })], { move }))).toMatchObject({
    seen: "in force after 3.0 ms, for all 1 requests that followed",
    isPassed: true,
  });
  expect(checkMoved(2, facts([], { move })).isPassed).toBe(false);
  expect(checkMoved(50, facts([])).isPassed).toBe(false);
});

it("a call of the candidate that starts after the rollback fails the drill, one that started before does not", () => {
  const early = seen({ attempts: [attempt({ route: "two", startedAtMs: 1_990 })] });
  const late = seen({ attempts: [attempt({ route: "two", purpose: "fallback", startedAtMs: 2_001 })] });
  expect(checkCandidateLeft(SCENE, facts([early], { move }))).toMatchObject({
    seen: "1 calls, the last 10 ms before the rollback to v7",
    isPassed: true,
  });
  expect(checkCandidateLeft(SCENE, facts([early, late], { move }))).toMatchObject({
    seen: "1 calls started after it, as fallback",
    isPassed: false,
  });
});

it("requests that were running at the rollback have ended with an answer", () => {
  expect(checkDrained(facts([seen({ sentAtMs: 1_900 })], { move })).isPassed).toBe(true);
  expect(checkDrained(facts([seen({ sentAtMs: 1_900, answer: { httpStatus: 503 } })], { move })).isPassed).toBe(false);
  expect(checkDrained(facts([seen()], { move: { ...move, stillRunning: 1 } })).seen).toBe("1 of 1 are still running");
});
