import { expect, test } from "vitest";
import { readBreaker } from "@/components/alias/breaker-state";
import { canaryView, FIXTURE_NOW_MS } from "../../support/console-fixtures";

const [closed, open, ineligible] = canaryView().routes;
if (!closed || !open || !ineligible) throw new Error("the fixture has three routes");

test("an open breaker counts down to its next probe and says why", () => {
  expect(readBreaker(open, FIXTURE_NOW_MS)).toEqual({
    status: "failing",
    label: "open 8 s",
    detail: "failure rate 56% over 30 s",
  });
});

test("the server's render, which has no clock, names the state without a countdown", () => {
  expect(readBreaker(open, null).label).toBe("open");
});

test("a refused key comes before everything else: its owner has to act", () => {
  expect(readBreaker({ ...open, needs_owner: true }, FIXTURE_NOW_MS)).toMatchObject({
    status: "failing",
    label: "owner must act",
  });
});

test("a pause the provider asked for ends when its time is over", () => {
  const cooled = { ...closed, cooled_until: new Date(FIXTURE_NOW_MS + 3_000).toISOString() };
  expect(readBreaker(cooled, FIXTURE_NOW_MS).label).toBe("cooling 3 s");
  expect(readBreaker(cooled, FIXTURE_NOW_MS + 4_000).label).toBe("closed");
});

test("a route that is not eligible is not called healthy", () => {
  expect(readBreaker(ineligible, FIXTURE_NOW_MS).status).toBe("no_data");
});
