import { expect, test } from "vitest";
import { plannedStages } from "@/components/rollouts/planned-stages";

const share = (cohort: string, percent: number) => ({
  cohort,
  set_percent: percent,
  actual_percent: null,
  requests: 0,
});

test("a resting canary walks every stage, internal first", () => {
  expect(plannedStages({ cohorts: [share("internal", 0), share("general", 0)] })).toEqual([
    "internal 100%",
    "general 1%",
    "general 5%",
    "general 10%",
    "general 25%",
    "general 50%",
    "general 100%",
  ]);
});

test("what is exposed already stays, and stages that widen nothing are passed over", () => {
  expect(plannedStages({ cohorts: [share("internal", 100), share("general", 10)] })).toEqual([
    "internal 100%, general 10% now",
    "general 25%",
    "general 50%",
    "general 100%",
  ]);
});
