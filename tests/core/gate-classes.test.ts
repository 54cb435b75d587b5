import { describe, expect, test } from "vitest";
import { canaryOutcome, gateOfClass, isJudgedClass, isJudgedReason } from "@/lib/core/gate-classes";

describe("what a call counts against", () => {
  test.each([
    ["server_error", "server_errors"],
    ["transport_error", "server_errors"],
    ["transport_timeout", "timeouts"],
    ["invalid_output", "malformed"],
    ["stream_interrupted", "malformed"],
    ["account_error", "auth"],
    ["ok", null],
    ["rate_limited", null],
  ])("%s: %s, and it belongs to the number the rate is taken of", (name, gate) => {
    expect(gateOfClass(name)).toBe(gate);
    expect(isJudgedClass(name)).toBe(true);
  });

  test.each(["client_error", "content_policy", "client_closed", "gateway_interrupted", "a_class_of_tomorrow"])(
    "%s says nothing of a route",
    (name) => {
      expect(gateOfClass(name)).toBeNull();
      expect(isJudgedClass(name)).toBe(false);
    },
  );

  test("an outcome that the caller or we ourselves caused is not judged", () => {
    expect(isJudgedReason("client_contract_error")).toBe(false);
    expect(isJudgedReason("served_by_primary")).toBe(true);
    expect(isJudgedReason("fallback_failed")).toBe(true);
  });
});

describe("a finished canary request", () => {
  const request = { traceId: "t", isFailed: false, reason: "served_by_primary", isFallback: false, lastClass: "ok" };

  test("counts by its last call of the canary route, its end and whether it left the route", () => {
    expect(canaryOutcome(request)).toEqual({ traceId: "t", isCalled: true, failed: [] });
    const fellBack = { ...request, isFallback: true, lastClass: "server_error", reason: "served_by_fallback" };
    expect(canaryOutcome(fellBack)?.failed).toEqual(["server_errors", "fallback_volume"]);
    expect(canaryOutcome({ ...fellBack, isFailed: true })?.failed).toContain("acceptance");
  });

  test("that never called the canary route says nothing about calls", () => {
    const passedBy = { ...request, lastClass: null, isFallback: true, reason: "served_by_fallback" };
    expect(canaryOutcome(passedBy)).toEqual({ traceId: "t", isCalled: false, failed: ["fallback_volume"] });
  });

  test("of the caller's own making is none", () => {
    expect(canaryOutcome({ ...request, reason: "client_closed" })).toBeNull();
    expect(canaryOutcome({ ...request, lastClass: "client_error" })).toBeNull();
  });
});
