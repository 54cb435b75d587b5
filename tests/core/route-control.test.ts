import { describe, expect, it } from "vitest";
import { ANY_CANDIDATE, walkCandidates } from "@/lib/core/candidate-walk";
import { type RouteControl, type RouteSwitch, switchedOff } from "@/lib/core/route-control";
import { aliasWith, routeWith } from "./routing-fixture";
import { FakeGates, start } from "./run-fixture";

const primary = routeWith("primary");
const fallback = routeWith("fallback", { modelFamily: "claude_compat" });
const canary = routeWith("canary");
const stable = [primary, fallback];
const ACME = { tenant: "acme", cohort: "general" };

function switchOf(use: RouteControl, overrides: Partial<RouteSwitch> = {}): RouteSwitch {
  return { use, tenants: [], cohorts: [], modelFamilies: [], ...overrides };
}

/** What each of primary, fallback and canary is to this caller. */
function verdicts(switches: readonly RouteSwitch[], caller: typeof ACME | undefined = ACME) {
  return [primary, fallback, canary].map((route) => switchedOff(switches, route, stable, caller));
}

describe("route control", () => {
  it("leaves the primary, the fallbacks or nothing, and a canary to none of them", () => {
    expect(verdicts([])).toEqual([null, null, null]);
    expect(verdicts([switchOf("primary")])).toEqual([null, "primary_only", "primary_only"]);
    expect(verdicts([switchOf("fallback")])).toEqual(["fallback_only", null, "fallback_only"]);
    expect(verdicts([switchOf("disabled")])).toEqual(["switched_off", "switched_off", "switched_off"]);
  });

  it("keeps a canary route that is also a fallback under fallback only", () => {
    expect(switchedOff([switchOf("fallback")], canary, [primary, canary], ACME)).toBeNull();
  });

  it("holds for the tenants and cohorts it names, and for nobody who is not known to be one of them", () => {
    const forAcme = [switchOf("primary", { tenants: ["acme"] })];
    expect(verdicts(forAcme)[1]).toBe("primary_only");
    expect(verdicts(forAcme, { tenant: "umbrella", cohort: "general" })[1]).toBeNull();
    expect(switchedOff(forAcme, fallback, stable, { tenant: null, cohort: "general" })).toBeNull();
    expect(switchedOff(forAcme, fallback, stable, undefined)).toBeNull();
    const forBeta = [switchOf("disabled", { cohorts: ["beta"], tenants: ["acme"] })];
    expect(verdicts(forBeta)[0]).toBeNull();
    expect(verdicts(forBeta, { tenant: "acme", cohort: "beta" })[0]).toBe("switched_off");
  });

  it("holds for the routes of the model families it names", () => {
    expect(verdicts([switchOf("disabled", { modelFamilies: ["claude_compat"] })])).toEqual([
      null,
      "switched_off",
      null,
    ]);
  });

  it("passes over a switched route in the walk with its reason, and asks its breaker nothing", () => {
    const alias = aliasWith({ stable: [primary, fallback], switches: [switchOf("fallback")] });
    const gates = new FakeGates();
    const [state] = start({ alias });
    gates.asked.length = 0;
    expect(walkCandidates({ ...state, cursor: 0 }, ANY_CANDIDATE, gates, 0)).toEqual({
      found: 1,
      refusals: [{ index: 0, reason: "route_disabled", detail: "fallback_only" }],
      held: [],
    });
    expect(gates.asked).toEqual(["fallback"]);
  });

  it("ends a request that no route is left for as route_disabled", () => {
    const [, step] = start({ alias: aliasWith({ stable: [primary, fallback], switches: [switchOf("disabled")] }) });
    expect(step).toMatchObject({ kind: "finish", reasonCode: "route_disabled" });
  });

  it("serves from the primary while only the others are switched off", () => {
    const alias = aliasWith({ stable: [primary, fallback], switches: [switchOf("primary")] });
    const [, step] = start({ alias });
    expect(step).toMatchObject({ kind: "attempt", route: { id: "primary" } });
  });
});
