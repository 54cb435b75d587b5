import { describe, expect, it, vi } from "vitest";
import { startFollowingRouteMap } from "@/lib/control/follow-route-map";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE } from "../support/control-rig";
import { ManualTimers } from "../support/manual-timers";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

describe("following the route map", () => {
  it("an instance takes over what another one activated, and tells its open tabs", async () => {
    const store = await tempStore();
    const here = await controlRig(store, restingContent(), START_MS);
    const [first] = [here.context.active()];
    const timers = new ManualTimers();
    const failures: unknown[] = [];
    startFollowingRouteMap(here.context, timers, (error) => failures.push(error));
    let elsewhere = first;
    const other = {
      ...here.context,
      active: () => elsewhere,
      publish: (version: typeof first) => (elsewhere = version),
    };
    const silent = { ...other, live: (await controlRig(await tempStore(), restingContent(), START_MS)).context.live };
    await shiftCohort(silent, LEE, {
      alias: SUPPORT,
      cohort: "internal",
      percent: 10,
      reason: "elsewhere",
      ifMatch: 1,
    });
    expect(here.context.active().version).toBe(1);
    timers.advance(1_000);
    await vi.waitFor(() => expect(here.published).toEqual([2]));
    expect(here.context.active()).toEqual(elsewhere);
    expect(await here.events()).toMatchObject([{ type: "route_version", route_version: 2, text: "internal 0% → 10%" }]);
    timers.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(here.published).toEqual([2]);
    expect(failures).toEqual([]);
  });
});
