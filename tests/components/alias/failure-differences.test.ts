import { expect, test } from "vitest";
import { failureDifferences } from "@/components/alias/failure-differences";
import { failingTraffic, trafficFigures, trafficGroup } from "../../support/console-fixtures";

test("names what is more common among failed attempts, most telling first", () => {
  const found = failureDifferences(failingTraffic("arm").groups, failingTraffic("route").groups);
  expect(found.map(({ dimension, value }) => `${dimension} ${value}`)).toEqual(["arm canary", "route comet-chat"]);
  expect(found[0]?.failedShare).toBeCloseTo(91.1, 1);
  expect(found[0]?.otherShare).toBeCloseTo(21.8, 1);
});

test("too few failures say nothing about what differs", () => {
  const few = [trafficGroup({ arm: "canary", totals: trafficFigures({ attempts: 400, failed_attempts: 19 }) })];
  expect(failureDifferences(few, [])).toEqual([]);
});

test("failures spread like the other attempts have nothing in common", () => {
  const alike = ["stable", "canary"].map((arm) =>
    trafficGroup({
      arm: arm === "stable" ? "stable" : "canary",
      totals: trafficFigures({ attempts: 1_000, failed_attempts: 50 }),
    }),
  );
  expect(failureDifferences(alike, [])).toEqual([]);
});
