import { describe, expect, it } from "vitest";
import { afterFailure } from "@/lib/core/request-run";
import { aliasWith, routeWith } from "./routing-fixture";
import { FakeGates, failure, start, told } from "./run-fixture";

const old = aliasWith({ stable: [routeWith("new-primary"), routeWith("gone"), routeWith("kept")] });
const current = aliasWith({ stable: [routeWith("old-primary"), routeWith("kept")] });

describe("a request in flight on a replaced route map version", () => {
  it("takes its next route from the new map, and records what it would have called", () => {
    const [state] = start({ alias: old });
    const { step } = afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, current);
    expect(told(step)).toBe("2:gone=superseded_route_version, 3:fallback old-primary");
  });

  it("may still retry a route the new map names", () => {
    const [state] = start({ alias: old });
    const renewed = aliasWith({ stable: [routeWith("kept"), routeWith("new-primary")] });
    expect(told(afterFailure(state, failure("server_error"), new FakeGates(), 1_000, 0, renewed).step)).toBe(
      "2:gone=superseded_route_version, 3:retry new-primary after 250",
    );
  });

  it("does not call a route again that it already tried", () => {
    const [state] = start({ alias: old });
    const renewed = aliasWith({ stable: [routeWith("new-primary"), routeWith("kept")] });
    const { step } = afterFailure(state, failure("transport_timeout"), new FakeGates(), 1_000, 0, renewed);
    expect(told(step)).toBe("2:gone=superseded_route_version, 3:fallback kept");
  });

  it("accounts for old and new candidates when it ends", () => {
    const [state] = start({ alias: old });
    const { step } = afterFailure(state, failure("client_error"), new FakeGates(), 1_000, 0, current);
    expect(told(step)).toBe(
      "2:gone=superseded_route_version, 3:old-primary=client_contract_error, 4:kept=client_contract_error, end client_contract_error",
    );
  });
});
