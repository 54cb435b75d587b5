import { describe, expect, it } from "vitest";
import { ANY_CANDIDATE, walkCandidates } from "@/lib/core/candidate-walk";
import type { Route } from "@/lib/core/routing-snapshot";
import { aliasWith, routeWith } from "./routing-fixture";
import { FakeGates, start } from "./run-fixture";

function stateOf(...others: Route[]) {
  return { ...start({ alias: aliasWith({ stable: [routeWith("primary"), ...others] }) })[0], cursor: 1 };
}

describe("a walk", () => {
  it("ends at the first candidate that may be called, and asks no other for admission", () => {
    const gates = new FakeGates();
    const walk = walkCandidates(stateOf(routeWith("a"), routeWith("b")), ANY_CANDIDATE, gates, 0);
    expect(walk).toEqual({ found: 1, refusals: [], held: [] });
    expect(gates.asked).toEqual(["a"]);
  });

  it("tells those a breaker holds for a while from those an operator holds", () => {
    const gates = new FakeGates();
    gates.open.set("a", 5_000);
    gates.open.set("b", null);
    expect(walkCandidates(stateOf(routeWith("a"), routeWith("b")), ANY_CANDIDATE, gates, 0)).toEqual({
      found: -1,
      held: [1],
      refusals: [
        { index: 1, reason: "circuit_open", detail: null },
        { index: 2, reason: "circuit_open", detail: "forced_open" },
      ],
    });
  });

  it("a cool-down that is over holds nobody back", () => {
    const gates = new FakeGates();
    gates.cooled.set("a", 1_000);
    const at = (nowMs: number) => walkCandidates(stateOf(routeWith("a")), ANY_CANDIDATE, gates, nowMs).found;
    expect([at(999), at(1_000)]).toEqual([-1, 1]);
  });

  it("asks a breaker last: a route that cannot take the request keeps its probe", () => {
    const gates = new FakeGates();
    gates.disabled.add("a");
    gates.cooled.set("b", 1_000);
    const unable = [routeWith("a"), routeWith("b"), routeWith("c", { productionEligible: false })];
    expect(walkCandidates(stateOf(...unable), ANY_CANDIDATE, gates, 0).found).toBe(-1);
    expect(gates.asked).toEqual([]);
  });

  it("keeps to the rule of the failure", () => {
    const routes = [
      routeWith("a", { contextWindow: 8_000 }),
      routeWith("b", { capacityVerified: true, contextWindow: 16_000 }),
    ];
    const found = (fallback: "never" | "capacity_verified" | "larger_context", from: Route | null = null) =>
      walkCandidates(stateOf(...routes), { fallback, from }, new FakeGates(), 0).found;
    expect(found("never")).toBe(-1);
    expect(found("capacity_verified")).toBe(2);
    expect(found("larger_context", routeWith("x", { contextWindow: 8_000 }))).toBe(2);
    expect(found("larger_context", routeWith("x"))).toBe(-1);
  });
});
