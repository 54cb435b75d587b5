import { describe, expect, test } from "vitest";
import { breakerChoices, breakerMeaning, isLastWorking } from "@/components/alias/breaker-orders";
import { BreakerStateName } from "@/lib/contract/breaker";
import type { RouteHealth } from "@/lib/contract/canary";
import { canaryView } from "../../support/console-fixtures";

const [primary, canary, fallback] = canaryView().routes;
if (!primary || !canary || !fallback) throw new Error("the fixture has three routes");

const inState = (health: RouteHealth, state: RouteHealth["breaker"]["state"], isOrdered = false): RouteHealth => {
  const override = isOrdered ? { by: "Lee", reason: null, since: "2026-11-20T02:00:00.000Z", expires_at: null } : null;
  return { ...health, breaker: { ...health.breaker, state, override } };
};
const ordersOf = (health: RouteHealth) => breakerChoices(health).map(({ order }) => order);

describe("orders to a breaker", () => {
  test("a breaker that works by itself is not offered to be automatic, an ordered one not its own order", () => {
    expect(ordersOf(inState(primary, "open"))).toEqual(["forced_open", "disabled", "metrics_only"]);
    expect(ordersOf(inState(primary, "disabled", true))).toEqual(["forced_open", "metrics_only", "automatic"]);
  });

  test.each(BreakerStateName.options)("%s is explained in one sentence or two", (state) => {
    expect(breakerMeaning(inState(primary, state))).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the last route that works", () => {
  const routes = (...of: RouteHealth[]) => canaryView({ routes: of });

  test("the primary is it while the fallback is not eligible, open or refused by its provider", () => {
    const eligible = { ...fallback, production_eligible: true };
    expect(isLastWorking(routes(primary, canary, fallback), primary)).toBe(true);
    expect(isLastWorking(routes(primary, canary, inState(eligible, "open")), primary)).toBe(true);
    expect(isLastWorking(routes(primary, { ...eligible, needs_owner: true }), primary)).toBe(true);
    expect(isLastWorking(routes(primary, canary, eligible), primary)).toBe(false);
    expect(isLastWorking(routes(primary, inState(eligible, "metrics_only", true)), primary)).toBe(false);
  });

  test("a canary route counts only when it is a fallback too: else it takes no stable requests", () => {
    const working = inState(canary, "closed");
    expect(isLastWorking(routes(primary, working), primary)).toBe(true);
    expect(isLastWorking(routes(primary, { ...working, takes_stable: true }), primary)).toBe(false);
    expect(isLastWorking(routes(primary, canary), canary)).toBe(false);
  });

  test("a route that is stopped already is not the last that works", () => {
    expect(isLastWorking(routes(primary), inState(primary, "forced_open", true))).toBe(false);
  });
});
