import { expect, test } from "vitest";
import { providersInUse, routesInUse } from "@/lib/core/routes-in-use";
import { aliasWith, routeWith } from "./routing-fixture";

const stable = [routeWith("primary"), routeWith("spare")] as const;
const exposedTo = (percent: number) => ({
  ...aliasWith({ stable: [...stable] }),
  canary: { route: routeWith("canary"), percentByCohort: { internal: 0, general: percent } },
});

test("the canary is in use only while some cohort has a share of it", () => {
  expect(routesInUse(exposedTo(0)).map(({ id }) => id)).toEqual(["primary", "spare"]);
  expect(routesInUse(exposedTo(0.5)).map(({ id }) => id)).toEqual(["primary", "spare", "canary"]);
});

test("a provider is in use while any alias may call it", () => {
  const aliases = new Map([
    ["a", exposedTo(0)],
    ["b", aliasWith({ stable: [routeWith("other")] })],
  ]);
  const snapshot = { version: 1, environment: "test", aliases, providers: new Map(), cohorts: [] };
  expect([...providersInUse(snapshot)]).toEqual(["primary-provider", "spare-provider", "other-provider"]);
});
