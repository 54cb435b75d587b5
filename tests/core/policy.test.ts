import { describe, expect, it } from "vitest";
import { applyPolicyOverrides, DEFAULT_POLICY, type PolicyOverrides, policyDefect } from "@/lib/core/policy";
import { FAILURE_CLASSES } from "@/lib/core/signal-class";

describe("the default table", () => {
  it("has a row for every failure class and no defect", () => {
    expect(Object.keys(DEFAULT_POLICY).sort()).toEqual([...FAILURE_CLASSES].sort());
    expect(policyDefect(DEFAULT_POLICY)).toBeNull();
  });

  it.each([
    ["transport_error", "backoff", "any", "failure"],
    ["transport_timeout", "never", "any", "failure"],
    ["server_error", "backoff", "any", "failure"],
    ["rate_limited", "after_stated_wait", "capacity_verified", "cool_down"],
    ["account_error", "never", "never", "ignore"],
    ["client_error", "never", "larger_context", "ignore"],
    ["content_policy", "never", "never", "ignore"],
    ["route_unavailable", "never", "any", "failure"],
    ["invalid_output", "never", "any", "malformed"],
  ] as const)("%s: retry %s, fallback %s, breaker %s", (name, retry, fallback, breaker) => {
    expect(DEFAULT_POLICY[name]).toEqual({ retry, fallback, breaker });
  });
});

describe("overrides", () => {
  it("change only the named fields of the named rows", () => {
    const table = applyPolicyOverrides({ transport_timeout: { retry: "backoff" }, server_error: undefined });
    expect(table).toEqual({
      ...DEFAULT_POLICY,
      transport_timeout: { retry: "backoff", fallback: "any", breaker: "failure" },
    });
  });

  it("none give the default table", () => {
    expect(applyPolicyOverrides({})).toEqual(DEFAULT_POLICY);
  });
});

describe("defects", () => {
  it.each([
    [{ client_error: { fallback: "any" } }, "policy.client_error.fallback", "hide the caller's mistake"],
    [{ client_error: { fallback: "capacity_verified" } }, "policy.client_error.fallback", "hide the caller's mistake"],
    [{ client_error: { retry: "backoff" } }, "policy.client_error.retry", "hide the caller's mistake"],
    [{ account_error: { fallback: "any" } }, "policy.account_error.fallback", "owner must fix"],
    [{ account_error: { retry: "after_stated_wait" } }, "policy.account_error.retry", "owner must fix"],
    [{ content_policy: { fallback: "larger_context" } }, "policy.content_policy.fallback", "safety decision"],
    [{ content_policy: { retry: "backoff" } }, "policy.content_policy.retry", "safety decision"],
    [{ stream_interrupted: { fallback: "any" } }, "policy.stream_interrupted.fallback", "already reached the caller"],
    [{ client_closed: { retry: "backoff" } }, "policy.client_closed.retry", "nobody is waiting"],
    [{ client_error: { breaker: "failure" } }, "policy.client_error.breaker", "one caller"],
  ] satisfies ReadonlyArray<readonly [PolicyOverrides, string, string]>)(
    "%j is refused with the path and the reason",
    (overrides, path, why) => {
      const sentence = policyDefect(applyPolicyOverrides(overrides));
      expect(sentence).toContain(path);
      expect(sentence).toContain(why);
      expect(sentence).toMatch(/\.$/);
    },
  );

  it("client_error may give up its larger-context fallback", () => {
    expect(policyDefect(applyPolicyOverrides({ client_error: { fallback: "never" } }))).toBeNull();
  });
});
