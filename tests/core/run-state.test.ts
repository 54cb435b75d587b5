import { expect, it } from "vitest";
import { candidatesOf, isFallbackRoute, purposeOf, recordSkipped } from "@/lib/core/run-state";
import { aliasWith, routeWith } from "./routing-fixture";
import { start } from "./run-fixture";

const alias = aliasWith({ canary: { route: routeWith("canary"), percentByCohort: {} } });

it("the stable arm never sees the canary; the canary arm sees it first", () => {
  expect(candidatesOf(alias, "stable")).toBe(alias.stable);
  expect(candidatesOf(alias, "canary").map(({ id }) => id)).toEqual(["canary", "primary", "fallback"]);
  expect(candidatesOf(aliasWith(), "canary")).toHaveLength(2);
});

it("the stable primary is no fallback, even after a canary; what comes after it is", () => {
  const [state] = start({ alias, arm: "canary" });
  expect([0, 1, 2].map((index) => isFallbackRoute(state, index))).toEqual([false, false, true]);
  expect([0, 1, 2].map(purposeOf)).toEqual(["primary", "fallback", "fallback"]);
});

it("skipped candidates are recorded with everything a row needs, numbered on from the state", () => {
  const [state] = start();
  expect(recordSkipped(state, [{ index: 1, reason: "incompatible_candidate", detail: "logprobs" }], 42)).toEqual([
    {
      n: 2,
      atMs: 42,
      purpose: "fallback",
      route: "fallback",
      provider: "fallback-provider",
      providerModel: "fallback-model",
      routeVersion: 7,
      reasonCode: "incompatible_candidate",
      detail: "logprobs",
    },
  ]);
});
