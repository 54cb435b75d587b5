import { describe, expect, it } from "vitest";
import { afterFailure, servedReason, startRun } from "@/lib/core/request-run";
import type { AliasRouting } from "@/lib/core/routing-snapshot";
import { aliasWith, chatFacts, routeWith } from "./routing-fixture";
import { FakeGates, failure, start, told } from "./run-fixture";

const canaryAlias = aliasWith({ canary: { route: routeWith("canary"), percentByCohort: { general: 10 } } });

describe("the first call", () => {
  it("goes to the primary, with its deadlines cut to the request's budget", () => {
    const [, step] = start();
    expect(told(step)).toBe("1:primary primary");
    expect(step).toMatchObject({ waitMs: 0, note: null, skipped: [], timeouts: { totalMs: 60_000, connectMs: 3_000 } });
  });

  it("goes to the canary for the canary arm, which is then not tried twice", () => {
    expect(told(start({ alias: canaryAlias, arm: "canary" })[1])).toBe("1:primary canary");
    expect(told(start({ alias: canaryAlias })[1])).toBe("1:primary primary");
    const alias = aliasWith({ canary: { route: routeWith("fallback"), percentByCohort: {} } });
    expect(start({ alias, arm: "canary" })[0].candidates.map(({ id }) => id)).toEqual(["fallback", "primary"]);
  });

  it("asks for admission only of the route it then calls", () => {
    const gates = new FakeGates();
    start({ gates });
    expect(gates.asked).toEqual(["primary"]);
  });

  it("passes over what cannot be called, and says why", () => {
    const gates = new FakeGates();
    gates.disabled.add("primary");
    expect(told(start({ gates })[1])).toBe("1:primary=route_disabled, 2:fallback fallback");
    const stable = [
      routeWith("primary", { endpoints: ["responses"] }),
      routeWith("unproven", { productionEligible: false }),
      routeWith("open"),
      routeWith("cooled"),
      routeWith("last"),
    ] satisfies AliasRouting["stable"];
    const held = new FakeGates();
    held.open.set("open", 5_000);
    held.cooled.set("cooled", 5_000);
    expect(told(start({ alias: aliasWith({ stable }), gates: held })[1])).toBe(
      "1:primary=incompatible_candidate(endpoint), 2:unproven=not_production_eligible, 3:open=circuit_open, 4:cooled=primary_rate_limited(cooling_down), 5:fallback last",
    );
  });

  it("a request without time is not begun", () => {
    expect(told(start({ nowMs: 59_501 })[1])).toBe(
      "1:primary=budget_exhausted, 2:fallback=budget_exhausted, end budget_exhausted",
    );
  });

  it("a stable primary need not be production eligible to take over from a canary; a fallback must", () => {
    const alias = aliasWith({
      canary: { route: routeWith("canary"), percentByCohort: {} },
      stable: [
        routeWith("primary", { productionEligible: false }),
        routeWith("fallback", { productionEligible: false }),
      ],
    });
    const gates = new FakeGates();
    gates.disabled.add("canary");
    expect(told(start({ alias, arm: "canary", gates })[1])).toBe("1:canary=route_disabled, 2:fallback primary");
    gates.disabled.add("primary");
    expect(told(start({ alias, arm: "canary", gates })[1])).toContain("end no_eligible_route");
  });
});

describe("the last route standing", () => {
  it("when every breaker refuses, the route that failed longest ago is called all the same", () => {
    const gates = new FakeGates();
    gates.open.set("primary", 9_000);
    gates.open.set("fallback", 9_000);
    gates.lastFailure.set("primary", 200);
    gates.lastFailure.set("fallback", 100);
    const [state, step] = start({ gates });
    expect(told(step)).toBe("1:primary=circuit_open, 2:fallback fallback [last_route_standing]");
    expect(told(afterFailure(state, failure("server_error"), gates, 1, 0).step)).toBe("end fallback_failed");
  });

  it("the primary wins a tie and is not skipped then", () => {
    const gates = new FakeGates();
    gates.open.set("primary", 9_000);
    gates.open.set("fallback", 9_000);
    expect(told(start({ gates })[1])).toBe("1:fallback=circuit_open, 2:primary primary [last_route_standing]");
  });

  it("a route an operator forced open is never called", () => {
    const gates = new FakeGates();
    gates.open.set("primary", null);
    gates.open.set("fallback", null);
    expect(told(start({ gates })[1])).toBe(
      "1:primary=circuit_open(forced_open), 2:fallback=circuit_open(forced_open), end circuit_open",
    );
  });

  it("is not called while another may be", () => {
    const gates = new FakeGates();
    gates.open.set("primary", 9_000);
    expect(told(start({ gates })[1])).toBe("1:primary=circuit_open, 2:fallback fallback");
  });
});

describe("a primary that asked to be left alone", () => {
  const alias = (capacityVerified: boolean) =>
    aliasWith({ stable: [routeWith("primary"), routeWith("fallback", { capacityVerified })] });
  const gatesUntil = (untilMs: number) => {
    const gates = new FakeGates();
    gates.cooled.set("primary", untilMs);
    return gates;
  };

  it("hands its traffic only to a route of verified capacity", () => {
    expect(told(start({ alias: alias(true), gates: gatesUntil(2_000) })[1])).toBe(
      "1:primary=primary_rate_limited(cooling_down), 2:fallback fallback",
    );
  });

  it("is waited for when nothing else may take it and the wait is short", () => {
    const [, step] = start({ alias: alias(false), gates: gatesUntil(2_000) });
    expect(told(step)).toBe("1:primary primary after 2000");
    expect(step).toMatchObject({ timeouts: { totalMs: 58_000 } });
  });

  it("is not called when the wait is long", () => {
    expect(told(start({ alias: alias(false), gates: gatesUntil(5_001) })[1])).toBe(
      "1:primary=primary_rate_limited(cooling_down), 2:fallback=primary_rate_limited(capacity_not_verified), end primary_rate_limited",
    );
  });
});

describe("how a served request is recorded", () => {
  it("by its first attempt", () => {
    expect(servedReason(start()[0])).toEqual({
      reasonCode: "served_by_primary",
      retryCount: 0,
      fallbackAttempted: false,
      fallbackReason: null,
    });
  });

  it("by a retry", () => {
    const { state } = afterFailure(start()[0], failure("server_error"), new FakeGates(), 100, 0);
    expect(servedReason(state)).toMatchObject({
      reasonCode: "served_by_retry",
      retryCount: 1,
      fallbackAttempted: false,
    });
  });

  it("by a fallback, with the code that caused it", () => {
    const { state } = afterFailure(start()[0], failure("transport_timeout"), new FakeGates(), 100, 0);
    expect(servedReason(state)).toEqual({
      reasonCode: "served_by_fallback",
      retryCount: 0,
      fallbackAttempted: true,
      fallbackReason: "primary_timeout",
    });
  });

  it("by a fallback that was called first because the primary could not be", () => {
    const gates = new FakeGates();
    gates.open.set("primary", 9_000);
    expect(servedReason(start({ gates })[0])).toMatchObject({
      reasonCode: "served_by_fallback",
      fallbackReason: "circuit_open",
    });
  });
});

it("a request that succeeds at once costs a few microseconds to decide", () => {
  const alias = aliasWith();
  const facts = chatFacts();
  const gates = new FakeGates();
  const startedAt = performance.now();
  for (let run = 0; run < 100_000; run += 1) {
    gates.asked.length = 0;
    startRun(
      { alias, arm: "stable", endpoint: "chat", facts, contextRoute: null, routeVersion: 1, startedAtMs: run },
      gates,
      run,
    );
  }
  expect((performance.now() - startedAt) / 100_000).toBeLessThan(0.02);
});
