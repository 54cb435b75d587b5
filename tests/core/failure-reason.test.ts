import { describe, expect, it } from "vitest";
import { failureReason } from "@/lib/core/failure-reason";
import { FAILURE_CLASSES } from "@/lib/core/signal-class";
import { failure } from "./run-fixture";

describe("the reason of a failed attempt", () => {
  it.each([
    ["transport_timeout", "primary_timeout", "fallback_failed"],
    ["transport_error", "primary_transient_error", "fallback_failed"],
    ["server_error", "primary_transient_error", "fallback_failed"],
    ["rate_limited", "primary_rate_limited", "fallback_failed"],
    ["route_unavailable", "primary_unavailable", "fallback_failed"],
    ["invalid_output", "primary_invalid_output", "fallback_validation_failed"],
    ["account_error", "auth_or_account_error", "auth_or_account_error"],
    ["client_error", "client_contract_error", "client_contract_error"],
    ["content_policy", "content_policy", "content_policy"],
    ["stream_interrupted", "stream_interrupted", "stream_interrupted"],
    ["client_closed", "client_closed", "client_closed"],
    ["gateway_interrupted", "gateway_interrupted", "gateway_interrupted"],
  ] as const)("%s: %s on the first route, %s on a fallback", (name, first, fallback) => {
    expect([failureReason(failure(name), false), failureReason(failure(name), true)]).toEqual([first, fallback]);
  });

  it("says when a prompt did not fit", () => {
    expect(failureReason(failure("client_error", { detail: "context_length" }), false)).toBe("context_length_exceeded");
  });

  it("exists for every class", () => {
    for (const name of FAILURE_CLASSES) expect(failureReason(failure(name), false)).toMatch(/^[a-z_]+$/);
  });
});
