import { describe, expect, it, vi } from "vitest";
import type { Store } from "@/db/store";
import type { LiveEvent } from "@/lib/contract/live";
import type { BreakerView } from "@/lib/control/context";
import { startLiveFeed } from "@/lib/control/live-feed";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE } from "../support/control-rig";
import { ManualTimers } from "../support/manual-timers";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const CLOSED: BreakerView = {
  state: "closed",
  sinceMs: null,
  retryAtMs: null,
  cause: null,
  cooledUntilMs: null,
  needsOwner: false,
};

type Rig = Awaited<ReturnType<typeof feed>>;

async function feed(wrap: (store: Store) => Store = (store) => store) {
  const store = wrap(await tempStore({ now: () => START_MS }));
  const rig = await controlRig(store, restingContent(), START_MS);
  const timers = new ManualTimers();
  const failures: unknown[] = [];
  const stop = startLiveFeed(rig.context, timers, (error) => failures.push(error));
  return { ...rig, timers, failures, stop };
}

/** The first `count` events, or what there is of them. */
function listen(rig: Rig) {
  const result = rig.context.live.subscribe("tab", null);
  if (result.kind === "refused") throw new Error("the hub is full");
  const { subscription } = result;
  return async (count: number): Promise<LiveEvent[]> => {
    const events: LiveEvent[] = [];
    while (events.length < count) {
      const next = await subscription.next();
      if (next === null) break;
      events.push(next.event);
    }
    return events;
  };
}

describe("live feed", () => {
  it("sends a heartbeat with the age of the data every 10 s", async () => {
    const rig = await feed();
    const take = listen(rig);
    rig.timers.advance(10_000);
    const seen = await take(2);
    expect(seen.find((event) => event.type === "heartbeat")).toEqual({
      type: "heartbeat",
      at: new Date(START_MS).toISOString(),
      data_until: new Date(START_MS).toISOString(),
    });
    expect(rig.failures).toEqual([]);
  });

  it("sends the canary of each alias that has one every 5 s, with what is set now", async () => {
    const rig = await feed();
    await shiftCohort(rig.context, LEE, {
      alias: SUPPORT,
      cohort: "internal",
      percent: 10,
      reason: "try it",
      ifMatch: 1,
    });
    const take = listen(rig);
    rig.timers.advance(5_000);
    const [event] = await take(1);
    expect(event).toMatchObject({
      type: "canary",
      canary: {
        alias: SUPPORT,
        active_version: 2,
        rollback_to: 1,
        cohorts: [{ cohort: "internal", set_percent: 10 }, {}],
      },
    });
  });

  it("does not set a tab back to what was before a change that came while the canary was read", async () => {
    const rig = await feed((store) => withChangeDuringRead(store, () => rig));
    const take = listen(rig);
    rig.timers.advance(5_000);
    const [first] = await take(1);
    expect(first).toMatchObject({ type: "route_version", route_version: 2 });
    const versions = await vi.waitFor(async () => {
      rig.timers.advance(5_000);
      const canaries = (await rig.events()).filter((event) => event.type === "canary");
      expect(canaries).not.toEqual([]);
      return canaries.map(({ canary }) => canary.active_version);
    });
    expect(new Set(versions)).toEqual(new Set([2]));
  });

  it("asks the store nothing while no tab is open", async () => {
    const rig = await feed();
    rig.timers.advance(60_000);
    expect(await rig.events()).toEqual([]);
    expect(rig.failures).toEqual([]);
  });

  it("tells each breaker transition once, also the way back", async () => {
    const rig = await feed();
    const take = listen(rig);
    const states = ["closed", "open", "open", "half_open", "closed"] as const;
    for (const state of states) {
      rig.breakers.set("comet-chat", { ...CLOSED, state, cause: `was ${state}` });
      rig.timers.advance(1_000);
    }
    const seen = await take(3);
    expect(seen.map((event) => (event.type === "breaker" ? event.state : event.type))).toEqual([
      "open",
      "half_open",
      "closed",
    ]);
  });

  it("sends nothing after it was stopped", async () => {
    const rig = await feed();
    const take = listen(rig);
    rig.stop();
    rig.timers.advance(60_000);
    rig.context.live.close();
    expect(await take(1)).toEqual([]);
  });
});

/** A store in which somebody shifts while the first measured share is being read. */
function withChangeDuringRead(store: Store, rig: () => Rig): Store {
  const { reports } = store;
  let reads = 0;
  const cohortShares: Store["reports"]["cohortShares"] = async (...question) => {
    reads += 1;
    const order = { alias: SUPPORT, cohort: "internal", percent: 10, reason: "in between", ifMatch: 1 };
    if (reads === 1) await shiftCohort(rig().context, LEE, order);
    return reports.cohortShares(...question);
  };
  return { ...store, reports: { dataUntil: () => reports.dataUntil(), cohortShares } as Store["reports"] };
}
