import { expect, test } from "vitest";
import { needsApproval, planShift } from "@/components/alias/shift-plan";
import { canaryView } from "../../support/console-fixtures";
import { rolloutView } from "../../support/rollout-view-fixtures";

const canary = canaryView();

test("the effect is told in requests a minute, from route to route", () => {
  expect(planShift(canary, "general", 50).effect).toBe(
    "general goes from 25% to 50% canary: about 567 requests a minute, from openai-chat to comet-chat.",
  );
});

test("stepping back moves traffic the other way and never needs typing", () => {
  const plan = planShift(canary, "internal", 60);
  expect(plan).toMatchObject({ isExpansion: false, needsTyping: false });
  expect(plan.effect).toContain("from comet-chat to openai-chat");
});

test("only an expansion above half of a cohort is typed", () => {
  expect(planShift(canary, "general", 50).needsTyping).toBe(false);
  expect(planShift(canary, "general", 51).needsTyping).toBe(true);
});

test("a cohort nobody used lately is said to be so, not counted as zero", () => {
  const idle = canaryView({ cohorts: [{ cohort: "beta", set_percent: 0, actual_percent: null, requests: 0 }] });
  expect(planShift(idle, "beta", 10).effect).toContain("no requests came lately");
});

test("an approval is needed for more than the cohort has and more than was approved, never for internal or for less", () => {
  const { stages } = rolloutView();
  const at = { currentPercent: 5 };
  expect(needsApproval(at, null, "general", 10)).toBe(true);
  expect(needsApproval(at, null, "general", 5)).toBe(false);
  expect(needsApproval(at, null, "general", 1)).toBe(false);
  expect(needsApproval({ currentPercent: 0 }, null, "internal", 100)).toBe(false);
  expect(needsApproval({ currentPercent: 1 }, { stages }, "general", 5)).toBe(false);
  expect(needsApproval(at, { stages }, "general", 6)).toBe(true);
});
