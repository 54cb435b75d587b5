import { describe, expect, it } from "vitest";
import { afterFailure, type SupersedingRoute, startSuperseded } from "@/lib/core/request-run";
import type { AliasRouting, Arm } from "@/lib/core/routing-snapshot";
import { aliasWith, routeWith } from "./routing-fixture";
import { FakeGates, failure, start, told } from "./run-fixture";

const old = aliasWith({ stable: [routeWith("new-primary"), routeWith("gone"), routeWith("kept")] });
const current = aliasWith({ stable: [routeWith("old-primary"), routeWith("kept")] });

const by = (alias: AliasRouting, arm: Arm = "stable"): SupersedingRoute => ({ alias, arm, version: 8 });

describe("a request in flight on a replaced route map version", () => {
  it("takes its next route from the new map, and records what it would have called", () => {
    const [state] = start({ alias: old });
    const { step } = afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, by(current));
    expect(told(step)).toBe(
      "2:new-primary=superseded_route_version, 3:gone=superseded_route_version, 4:fallback old-primary",
    );
    expect(step.skipped.map(({ purpose, routeVersion }) => [purpose, routeVersion])).toEqual([
      ["retry", 7],
      ["fallback", 7],
    ]);
  });

  it("goes on under the number of the new version", () => {
    const [state] = start({ alias: old });
    const decided = afterFailure(state, failure("transport_timeout"), new FakeGates(), 1_000, 0, by(current));
    expect(decided.state.input).toMatchObject({ alias: current, routeVersion: 8 });
  });

  it("retries a route only where the new map puts it first, and as that map defines it", () => {
    const [state] = start({ alias: old });
    const renewed = aliasWith({ stable: [routeWith("new-primary", { model: "renewed" }), routeWith("kept")] });
    const { step } = afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, by(renewed));
    expect(told(step)).toBe("2:gone=superseded_route_version, 3:retry new-primary after 250");
    expect(step.kind === "attempt" && step.route.model).toBe("renewed");
    const later = aliasWith({ stable: [routeWith("kept"), routeWith("new-primary")] });
    expect(told(afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, by(later)).step)).toBe(
      "2:new-primary=superseded_route_version, 3:gone=superseded_route_version, 4:fallback kept",
    );
  });

  it("a canary caller whose share was taken back is not sent to the canary again", () => {
    const canary = { route: routeWith("canary"), percentByCohort: { general: 0 } };
    const exposed = aliasWith({ stable: [routeWith("stable")], canary });
    const [state] = start({ alias: exposed, arm: "canary" });
    const { step } = afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, by(exposed, "stable"));
    expect(told(step)).toBe("2:canary=superseded_route_version, 3:fallback stable");
  });

  it("does not call a route again that it already tried", () => {
    const [state] = start({ alias: old });
    const renewed = aliasWith({ stable: [routeWith("new-primary"), routeWith("kept")] });
    const { step } = afterFailure(state, failure("transport_timeout"), new FakeGates(), 1_000, 0, by(renewed));
    expect(told(step)).toBe("2:gone=superseded_route_version, 3:fallback kept");
  });

  it("accounts for old and new candidates when it ends", () => {
    const [state] = start({ alias: old });
    const { step } = afterFailure(state, failure("client_error"), new FakeGates(), 1_000, 0, by(current));
    expect(told(step)).toBe(
      "2:gone=superseded_route_version, 3:old-primary=client_contract_error, 4:kept=client_contract_error, end client_contract_error",
    );
  });

  it("a first call that still waited for its turn is taken from the new map", () => {
    const [state] = start({ alias: old });
    const [, step] = startSuperseded(state.input, new FakeGates(), 1_000, by(current));
    expect(told(step)).toBe(
      "1:new-primary=superseded_route_version, 2:gone=superseded_route_version, 3:primary old-primary",
    );
  });
});
