import { expect, test } from "vitest";
import { policyDifferences } from "@/components/route-map/policy-differences";

test("only what differs from the default table is named, with the default beside it", () => {
  expect(policyDifferences({ server_error: { retry: "never" }, rate_limited: { fallback: "any" } })).toEqual([
    { signalClass: "server_error", field: "retry", value: "never", normally: "backoff" },
    { signalClass: "rate_limited", field: "fallback", value: "any", normally: "capacity verified" },
  ]);
});

test("an override that repeats the default is no difference", () => {
  expect(policyDifferences({ transport_timeout: { retry: "never" } })).toEqual([]);
  expect(policyDifferences({})).toEqual([]);
});
