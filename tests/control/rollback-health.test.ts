import { expect, it } from "vitest";
import { readCanary } from "@/lib/control/read-canary";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE } from "../support/control-rig";
import { recordRequest } from "../support/record-request";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

it("the route a rollback goes to is shown with its recent figures: cold, then healthy, then failing", async () => {
  const store = await tempStore();
  const plane = await controlRig(store, restingContent(), START_MS);
  const health = async () => (await readCanary(plane.context, SUPPORT)).rollback_health;
  expect(await health()).toBeNull();
  await shiftCohort(plane.context, LEE, {
    alias: SUPPORT,
    cohort: "internal",
    percent: 10,
    reason: "one step",
    ifMatch: 1,
  });
  expect(await health()).toMatchObject({ route: "openai-chat", state: "cold" });
  const calls = async (count: number, isFailed: boolean) => {
    const request = {
      alias: SUPPORT,
      cohort: "general",
      arm: "stable",
      routeVersion: 2,
      route: "openai-chat",
    } as const;
    for (let index = 0; index < count; index += 1) await recordRequest(store, { ...request, isFailed, atMs: START_MS });
  };
  plane.clock.nowMs += 30_000;
  await calls(30, false);
  expect(await health()).toEqual({
    route: "openai-chat",
    state: "healthy",
    summary: "openai-chat: 0.0% of 30 calls failed, last served within two minutes",
    warning: null,
  });
  await calls(10, true);
  expect(await health()).toMatchObject({ state: "failing", warning: "openai-chat fails too: 25.0% of its calls." });
});
