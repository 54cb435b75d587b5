import { describe, expect, it } from "vitest";
import { CanaryView } from "@/lib/contract/canary";
import { readCanary } from "@/lib/control/read-canary";
import { rollBack } from "@/lib/control/roll-back";
import { controlRig, LEE } from "../support/control-rig";
import { recordRequest } from "../support/record-request";
import { restingContent, SUPPORT } from "../support/resting-content";
import { setShare } from "../support/set-share";
import { publishVersion } from "../support/store-fixtures";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

async function plane() {
  const store = await tempStore({ now: () => START_MS });
  return { store, ...(await controlRig(store, restingContent(), START_MS)) };
}

describe("canary view", () => {
  it("at rest shows every cohort at 0%, the routes in the order they are tried, and why there is no way back", async () => {
    const { context } = await plane();
    const view = await readCanary(context, SUPPORT);
    expect(CanaryView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      active_version: 1,
      changed_in_version: 1,
      stable_route: "openai-chat",
      canary_route: "comet-chat",
      rollback_to: null,
      rollback_unavailable: `${SUPPORT} has no version to go back to: it is as it was in the first one.`,
      cohorts: [
        { cohort: "internal", set_percent: 0, actual_percent: null, requests: 0 },
        { cohort: "general", set_percent: 0, actual_percent: null, requests: 0 },
      ],
    });
    expect(view.routes.map(({ route, position, breaker }) => [route, position, breaker.state])).toEqual([
      ["openai-chat", "primary", "closed"],
      ["comet-chat", "canary", "closed"],
      ["azure-eu", "fallback", "closed"],
    ]);
  });

  it("names the version to go back to and what that would do, cohort by cohort", async () => {
    const { context } = await plane();
    for (const [cohort, percent] of [["internal", 100] as const, ["general", 25] as const]) {
      await setShare(context, cohort, percent);
    }
    expect(await readCanary(context, SUPPORT)).toMatchObject({
      active_version: 3,
      changed_in_version: 3,
      rollback_to: 1,
      rollback_unavailable: null,
      rollback_effect: [
        { cohort: "internal", from_percent: 100, to_percent: 0 },
        { cohort: "general", from_percent: 25, to_percent: 0 },
      ],
    });
    await rollBack(context, LEE, { alias: SUPPORT });
    expect(await readCanary(context, SUPPORT)).toMatchObject({
      active_version: 4,
      changed_in_version: 4,
      rollback_to: null,
      rollback_unavailable: `v4 already restored v1 of ${SUPPORT}; name an older version to go back further.`,
      rollback_effect: [],
    });
  });

  it("a change of another alias moves the active version and nothing else", async () => {
    const { store, context } = await plane();
    const base = context.active();
    const draft = {
      ...base,
      baseVersion: 1,
      contentHash: base.content_hash,
      createdAtMs: START_MS,
      alias: "internal-triage-v1",
    };
    const audit = {
      atMs: START_MS,
      actor: "x",
      actorKind: "system",
      action: "route_map.activated",
      object: "x",
    } as const;
    const rest = {
      outcome: "done",
      before: null,
      after: null,
      reason: null,
      traceId: null,
      routeVersion: null,
    } as const;
    await publishVersion(store, { ...draft, action: "activated" }, { ...audit, ...rest });
    const active = await store.routeMap.active();
    if (active === null) throw new Error("a version is active");
    context.publish(active);
    expect(await readCanary(context, SUPPORT)).toMatchObject({ active_version: 2, changed_in_version: 1 });
  });

  it("measures the share of each cohort since its last change, not of the share that was set before", async () => {
    const { store, context, clock } = await plane();
    const request = { alias: SUPPORT, cohort: "general", route: "openai-chat", atMs: START_MS + 1_000 } as const;
    for (let n = 0; n < 40; n += 1) {
      await recordRequest(store, { ...request, arm: "stable", routeVersion: 1 });
    }
    clock.nowMs = START_MS + 10_000;
    await setShare(context, "general", 25);
    for (let n = 0; n < 20; n += 1) {
      const arm = n % 4 === 0 ? "canary" : "stable";
      const atMs = clock.nowMs + 1_000;
      await recordRequest(store, { ...request, atMs, arm, routeVersion: 2 });
    }
    clock.nowMs += 30_000;
    const view = await readCanary(context, SUPPORT);
    expect(view.actual_window_ms).toBe(30_000);
    expect(view.cohorts[1]).toEqual({ cohort: "general", set_percent: 25, actual_percent: 25, requests: 20 });
  });

  it("shows breakers, cool-downs and routes that need their owner", async () => {
    const { context, breakers } = await plane();
    breakers.set("comet-chat", {
      state: "open",
      sinceMs: START_MS,
      retryAtMs: START_MS + 10_000,
      cause: "5 consecutive failures",
      cooledUntilMs: START_MS + 20_000,
      needsOwner: true,
    });
    const { routes } = await readCanary(context, SUPPORT);
    expect(routes[1]).toMatchObject({
      route: "comet-chat",
      breaker: {
        state: "open",
        since: "2026-11-20T02:00:00.000Z",
        retry_at: "2026-11-20T02:00:10.000Z",
        cause: "5 consecutive failures",
      },
      cooled_until: "2026-11-20T02:00:20.000Z",
      needs_owner: true,
    });
  });

  it("refuses an unknown alias by naming the known ones", async () => {
    const { context } = await plane();
    await expect(readCanary(context, "gone")).rejects.toMatchObject({
      code: "not_found",
      details: { known_aliases: ["internal-triage-v1", SUPPORT] },
    });
  });
});
