import { expect, it } from "vitest";
import { abortReason, isServiceFailure } from "@/lib/core/drill-abort";

const none = { requests: 0, failures: 0 };

it("two failures are no pattern, three above the limit are", () => {
  expect(abortReason(none, { requests: 10, failures: 2 })).toBeNull();
  expect(abortReason(none, { requests: 10, failures: 3 })).toContain("3 of 10");
});

it("a share at the limit is allowed", () => {
  expect(abortReason(none, { requests: 300, failures: 3 })).toBeNull();
});

it("traffic that was bad before may stay so, but not become twice as bad", () => {
  const before = { requests: 100, failures: 10 };
  expect(abortReason(before, { requests: 100, failures: 15 })).toBeNull();
  expect(abortReason(before, { requests: 100, failures: 40 })).toContain("limit 20.0%");
});

it("a few unlucky requests of traffic that was never quiet end no drill", () => {
  expect(abortReason({ requests: 300, failures: 20 }, { requests: 12, failures: 3 })).toBeNull();
});

it("what callers do wrong is no failure of the service", () => {
  expect(isServiceFailure({ state: "failed", reasonCode: "client_contract_error" })).toBe(false);
  expect(isServiceFailure({ state: "client_closed", reasonCode: "client_closed" })).toBe(false);
  expect(isServiceFailure({ state: "failed", reasonCode: "fallback_failed" })).toBe(true);
  expect(isServiceFailure({ state: "interrupted", reasonCode: "gateway_interrupted" })).toBe(true);
});
