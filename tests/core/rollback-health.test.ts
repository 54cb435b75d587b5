import { expect, test } from "vitest";
import { judgeTarget, type TargetFacts } from "@/lib/core/rollback-health";

const NOW_MS = Date.UTC(2026, 10, 20, 3, 0, 0);
const well: TargetFacts = {
  route: "openai-chat",
  calls: 4_100,
  failedCalls: 8,
  probes: 12,
  failedProbes: 0,
  lastServedAtMs: NOW_MS - 30_000,
  lookedBackMs: 3_600_000,
  isOut: false,
  outCause: null,
  needsOwner: false,
};
const judged = (changes: Partial<TargetFacts>) => judgeTarget({ ...well, ...changes }, NOW_MS);

test("a route that serves is healthy, with its figures", () => {
  expect(judged({})).toEqual({
    state: "healthy",
    summary: "openai-chat: 0.2% of 4,100 calls failed, 12 of 12 probes passed, last served within two minutes",
    warning: null,
  });
});

test("a route nobody used lately is cold, and says for how long", () => {
  const cold = judged({ calls: 0, failedCalls: 0, probes: 0, lastServedAtMs: null });
  expect(cold).toEqual({
    state: "cold",
    summary: "openai-chat: no calls lately",
    warning: "openai-chat served nothing in the last 60 min: nobody knows how it is.",
  });
});

test.each([
  [
    { isOut: true, outCause: "failure rate 56% over 30 s" },
    "The breaker of openai-chat keeps traffic away from it (failure rate 56% over 30 s).",
  ],
  [{ needsOwner: true }, "The account of openai-chat refuses requests; its owner has to act."],
  [{ failedCalls: 410 }, "openai-chat fails too: 10.0% of its calls."],
  [{ calls: 0, failedCalls: 0, failedProbes: 12 }, "Every probe of openai-chat failed lately."],
])("%j is a warning", (changes, warning) => {
  expect(judged(changes)).toMatchObject({ state: "failing", warning });
});

test("a few failures of a few calls are no failing route", () => {
  expect(judged({ calls: 19, failedCalls: 4 }).state).toBe("healthy");
});
