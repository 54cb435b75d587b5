import { expect, test } from "vitest";
import { effectOfVersion } from "@/components/alias/effect-of-version";

const cohorts = [
  { cohort: "internal", set_percent: 100 },
  { cohort: "general", set_percent: 25 },
];

test("only cohorts whose share changes are named", () => {
  const section = { canary: { route: "comet-chat", cohorts: { internal: 100, general: 5 } } };
  expect(effectOfVersion(cohorts, section)).toEqual([{ cohort: "general", from_percent: 25, to_percent: 5 }]);
});

test("a version without a canary, or without a cohort, means zero percent of it", () => {
  expect(effectOfVersion(cohorts, { canary: null }).map(({ to_percent }) => to_percent)).toEqual([0, 0]);
  expect(effectOfVersion(cohorts, { canary: { route: "x", cohorts: { internal: 100 } } })).toEqual([
    { cohort: "general", from_percent: 25, to_percent: 0 },
  ]);
});
