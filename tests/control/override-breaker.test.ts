import { describe, expect, it } from "vitest";
import type { Store } from "@/db/store";
import { keepBreakerOverrides } from "@/lib/control/keep-breaker-overrides";
import { overrideBreaker } from "@/lib/control/override-breaker";
import { readCanary } from "@/lib/control/read-canary";
import { controlRig, LEE, SAM } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const HOUR_MS = 3_600_000;
const ROUTE = "comet-chat";

async function rig() {
  const store = await tempStore();
  return { store, ...(await controlRig(store, restingContent(), START_MS)) };
}

const auditOf = async (store: Store) =>
  (await store.audit.list({ object: `route:${ROUTE}`, limit: 50 })).rows.map(({ actor, action, after, reason }) => ({
    actor,
    action,
    after,
    reason,
  }));

describe("an order about a breaker", () => {
  it.each(["forced_open", "disabled", "metrics_only"] as const)(
    "%s is in force, audited and told to open tabs when it is answered",
    async (order) => {
      const { store, context, breakers, events } = await rig();
      const done = await overrideBreaker(context, LEE, { route: ROUTE, order, reason: "provider incident" });
      expect(done).toMatchObject({ route: ROUTE, state: order, expires_at: null });
      expect(breakers.get(ROUTE)).toMatchObject({ state: order, cause: "Lee: provider incident" });
      expect(await auditOf(store)).toEqual([
        {
          actor: "lee@example.com",
          action: "breaker.overridden",
          after: { order, expires_at: null },
          reason: "provider incident",
        },
      ]);
      expect(await store.control.timeline({ kind: "breaker_override", id: ROUTE, limit: 5 })).toMatchObject([
        { event: "breaker.overridden", actor: "lee@example.com" },
      ]);
      expect(await events()).toMatchObject([{ type: "breaker", route: ROUTE, state: order }]);
    },
  );

  it("the alias page says whose order a breaker follows, why, and until when", async () => {
    const { context } = await rig();
    await overrideBreaker(context, LEE, { route: ROUTE, order: "forced_open", expires_in_ms: HOUR_MS });
    const { routes } = await readCanary(context, SUPPORT);
    expect(routes.find(({ route }) => route === ROUTE)?.breaker).toMatchObject({
      state: "forced_open",
      override: { by: "Lee", reason: null, since: "2026-11-20T02:00:00.000Z", expires_at: "2026-11-20T03:00:00.000Z" },
    });
  });

  it("back to automatic ends it, and is a row of its own", async () => {
    const { store, context, breakers } = await rig();
    await overrideBreaker(context, LEE, { route: ROUTE, order: "disabled", reason: "maintenance" });
    expect(await overrideBreaker(context, SAM, { route: ROUTE, order: "automatic" })).toMatchObject({
      state: "closed",
    });
    expect(breakers.get(ROUTE)?.state).toBe("closed");
    expect((await auditOf(store))[0]).toMatchObject({ actor: "sam@example.com", action: "breaker.released" });
  });

  it("what would change nothing is refused, and so is a route nobody has", async () => {
    const { store, context } = await rig();
    const automatic = { route: ROUTE, order: "automatic" } as const;
    await expect(overrideBreaker(context, LEE, automatic)).rejects.toMatchObject({ code: "conflict" });
    await overrideBreaker(context, LEE, { route: ROUTE, order: "forced_open" });
    await expect(overrideBreaker(context, SAM, { route: ROUTE, order: "forced_open" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(overrideBreaker(context, LEE, { route: "gone", order: "disabled" })).rejects.toMatchObject({
      code: "not_found",
      isAudited: true,
    });
    expect((await auditOf(store)).map(({ action }) => action)).toEqual([
      "action.refused",
      "breaker.overridden",
      "action.refused",
    ]);
  });

  it("of two orders at the same moment one is carried out, and the breaker is where the record says", async () => {
    const { store, context, breakers } = await rig();
    const settled = await Promise.allSettled([
      overrideBreaker(context, LEE, { route: ROUTE, order: "forced_open" }),
      overrideBreaker(context, SAM, { route: ROUTE, order: "disabled" }),
    ]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const record = await store.control.record("breaker_override", ROUTE);
    expect(breakers.get(ROUTE)?.state).toBe(record?.state);
  });
});

describe("orders that are kept", () => {
  it("are in force again after a restart, before anything else happens", async () => {
    const { context, breakers } = await rig();
    await overrideBreaker(context, LEE, { route: ROUTE, order: "forced_open", reason: "provider incident" });
    breakers.clear();
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)).toMatchObject({ state: "forced_open", cause: "Lee: provider incident" });
  });

  it("end by themselves when their time is over, with a row in the trail", async () => {
    const { store, context, clock, breakers } = await rig();
    await overrideBreaker(context, LEE, { route: ROUTE, order: "disabled", expires_in_ms: HOUR_MS });
    clock.nowMs = START_MS + HOUR_MS - 1;
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)?.state).toBe("disabled");
    clock.nowMs = START_MS + HOUR_MS;
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)).toMatchObject({ state: "closed", cause: "the order expired" });
    expect((await auditOf(store))[0]).toMatchObject({ actor: "system", action: "breaker.released", reason: "expired" });
  });

  it("a time that ran out while the process was down ends at the start", async () => {
    const { context, clock, breakers } = await rig();
    await overrideBreaker(context, LEE, { route: ROUTE, order: "disabled", expires_in_ms: HOUR_MS });
    breakers.clear();
    clock.nowMs = START_MS + 2 * HOUR_MS;
    await keepBreakerOverrides(context);
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)?.state).toBe("closed");
  });

  it("an order that was ended elsewhere lets go of the breaker here; one that opened by itself is left alone", async () => {
    const { context, breakers } = await rig();
    context.overrideBreaker(ROUTE, "forced_open", "from another instance");
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)?.state).toBe("closed");
    const open = { retryAtMs: START_MS, cooledUntilMs: null, needsOwner: false, sinceMs: START_MS, cause: "x" };
    breakers.set(ROUTE, { ...open, state: "open" });
    await keepBreakerOverrides(context);
    expect(breakers.get(ROUTE)?.state).toBe("open");
  });
});
