import { describe, expect, it } from "vitest";
import { applyPolicyOverrides } from "@/lib/core/policy";
import { afterFailure } from "@/lib/core/request-run";
import type { AliasRouting } from "@/lib/core/routing-snapshot";
import type { Signal } from "@/lib/core/signal";
import type { FailureClass } from "@/lib/core/signal-class";
import { aliasWith, chatFacts, routeWith } from "./routing-fixture";
import { FakeGates, failure, type Start, start, told } from "./run-fixture";

/** Plays failures one after the other, a second apart, and tells each decision. */
function play(signals: readonly Signal[], begin: Start & { gates?: FakeGates } = {}): string[] {
  const gates = begin.gates ?? new FakeGates();
  let [state] = start({ ...begin, gates });
  return signals.map((signal, index) => {
    const decision = afterFailure(state, signal, gates, (index + 1) * 1_000, 0);
    state = decision.state;
    return `${decision.attemptReason} -> ${decision.next}: ${told(decision.step)}`;
  });
}

const with503 = failure("server_error", { httpStatus: 503 });
const single = aliasWith({ stable: [routeWith("primary")] });

describe("retry, then fallback", () => {
  it.each([
    ["transport_error", "primary_transient_error -> retry: 2:retry primary after 50"],
    ["server_error", "primary_transient_error -> retry: 2:retry primary after 250"],
    ["transport_timeout", "primary_timeout -> fallback: 2:fallback fallback"],
    ["route_unavailable", "primary_unavailable -> fallback: 2:fallback fallback"],
    ["invalid_output", "primary_invalid_output -> fallback: 2:fallback fallback"],
  ] as const)("%s: %s", (name, expected) => {
    expect(play([failure(name)])).toEqual([expected]);
  });

  it("a route is retried once, then left; a fallback gets its own retry; both draw on one budget", () => {
    expect(play([with503, with503, with503, with503])).toEqual([
      "primary_transient_error -> retry: 2:retry primary after 250",
      "primary_transient_error -> fallback: 3:fallback fallback",
      "fallback_failed -> retry: 4:retry fallback after 250",
      "fallback_failed -> gave_up: end fallback_failed",
    ]);
  });

  it("the wait a provider states is honoured in full, or the route is left", () => {
    expect(play([failure("server_error", { statedWaitMs: 3_000 })])[0]).toContain("retry primary after 3000");
    expect(play([failure("server_error", { statedWaitMs: 5_001 })])[0]).toContain("fallback fallback");
  });

  it("a route whose breaker opened meanwhile, or that was taken out, is not retried", () => {
    const open = new FakeGates();
    const [state] = start({ gates: open });
    open.open.set("primary", 9_000);
    expect(told(afterFailure(state, with503, open, 1_000, 0).step)).toBe("2:fallback fallback");
    const disabled = new FakeGates();
    disabled.disabled.add("primary");
    expect(told(afterFailure(state, with503, disabled, 1_000, 0).step)).toBe("2:fallback fallback");
  });

  it("the alias's own table decides", () => {
    const alias = aliasWith({ policy: applyPolicyOverrides({ server_error: { retry: "never", fallback: "never" } }) });
    expect(play([with503], { alias })).toEqual([
      "primary_transient_error -> gave_up: 2:fallback=primary_transient_error, end primary_transient_error",
    ]);
  });
});

describe("rate limits", () => {
  const alias = aliasWith({
    stable: [routeWith("primary"), routeWith("small"), routeWith("big", { capacityVerified: true })],
  });
  const limited = (statedWaitMs: number | null) => failure("rate_limited", { httpStatus: 429, statedWaitMs });

  it("retries only after a stated wait that is short enough", () => {
    expect(play([limited(2_000)], { alias })[0]).toBe("primary_rate_limited -> retry: 2:retry primary after 2000");
    expect(play([limited(null)], { alias })[0]).not.toContain("retry primary");
    expect(play([limited(5_001)], { alias })[0]).not.toContain("retry primary");
  });

  it("falls back only to a route of verified capacity", () => {
    expect(play([limited(null)], { alias })).toEqual([
      "primary_rate_limited -> fallback: 2:small=primary_rate_limited(capacity_not_verified), 3:fallback big",
    ]);
    expect(play([limited(null)])).toEqual([
      "primary_rate_limited -> gave_up: 2:fallback=primary_rate_limited(capacity_not_verified), end primary_rate_limited",
    ]);
  });

  it("a wait that does not fit the time left ends as a rate limit, not as a spent budget", () => {
    const [state] = start({ alias: single });
    const decision = afterFailure(state, limited(4_000), new FakeGates(), 56_000, 0);
    expect(told(decision.step)).toBe("end primary_rate_limited");
  });
});

describe("failures that end the request", () => {
  it.each([
    ["client_error", null, "client_contract_error", "returned"],
    ["client_error", "context_length", "context_length_exceeded", "returned"],
    ["account_error", "billing", "auth_or_account_error", "gave_up"],
    ["content_policy", null, "content_policy", "returned"],
    ["stream_interrupted", "idle", "stream_interrupted", "gave_up"],
    ["client_closed", null, "client_closed", "gave_up"],
    ["gateway_interrupted", null, "gateway_interrupted", "gave_up"],
  ] as const)("%s (%s) ends as %s, and no other route is called", (name, detail, reason, next) => {
    const signal = failure(name, { detail });
    const gates = new FakeGates();
    const [state] = start({ gates });
    gates.asked.length = 0;
    const decision = afterFailure(state, signal, gates, 1_000, 0);
    expect(decision).toMatchObject({
      attemptReason: reason,
      next,
      step: { kind: "finish", reasonCode: reason, signal },
    });
    expect(decision.step.skipped).toMatchObject([{ n: 2, route: "fallback", purpose: "fallback", routeVersion: 7 }]);
    expect(gates.asked).toEqual([]);
  });

  it("even where a table that should have been refused allows more", () => {
    const open = { retry: "backoff", fallback: "any", breaker: "failure" } as const;
    const policy = {
      ...aliasWith().policy,
      client_error: open,
      account_error: open,
      content_policy: open,
      stream_interrupted: open,
    };
    for (const name of [
      "client_error",
      "account_error",
      "content_policy",
      "stream_interrupted",
    ] satisfies FailureClass[]) {
      expect(play([failure(name)], { alias: aliasWith({ policy }) })[0]).toContain("end ");
    }
  });
});

describe("prompts that do not fit", () => {
  const tooLong = failure("client_error", { detail: "context_length", httpStatus: 400 });
  const windows = (...sizes: (number | null)[]): AliasRouting => {
    const [first = null, ...others] = sizes;
    const fallbacks = others.map((contextWindow, index) => routeWith(`f${index + 1}`, { contextWindow }));
    return aliasWith({ stable: [routeWith("primary", { contextWindow: first }), ...fallbacks] });
  };

  it("may go to a strictly larger window, and only there", () => {
    expect(play([tooLong], { alias: windows(8_000, 8_000, null, 128_000) })).toEqual([
      "context_length_exceeded -> fallback: 2:f1=context_length_exceeded(context_window), 3:f2=context_length_exceeded(context_window), 4:fallback f3",
    ]);
  });

  it("an unknown window is larger than nothing", () => {
    expect(play([tooLong], { alias: windows(null, 128_000) })[0]).toContain("end context_length_exceeded");
  });

  it("that fit nowhere stay the caller's to shorten", () => {
    expect(play([tooLong, tooLong], { alias: windows(8_000, 128_000) })[1]).toBe(
      "context_length_exceeded -> returned: end context_length_exceeded",
    );
  });
});

describe("how a failed fallback ends the request", () => {
  const timeout = failure("transport_timeout");

  it.each([
    ["invalid_output", "fallback_validation_failed -> gave_up: end fallback_validation_failed"],
    ["transport_timeout", "fallback_failed -> gave_up: end fallback_failed"],
    ["account_error", "auth_or_account_error -> gave_up: end fallback_failed"],
    ["client_error", "client_contract_error -> gave_up: end fallback_failed"],
    ["content_policy", "content_policy -> gave_up: end fallback_failed"],
    ["stream_interrupted", "stream_interrupted -> gave_up: end stream_interrupted"],
  ] as const)("%s: %s", (name, expected) => {
    expect(play([timeout, failure(name)])[1]).toBe(expected);
  });

  it("a bad fallback answer may still be replaced by the next candidate", () => {
    const alias = aliasWith({ stable: [routeWith("primary"), routeWith("f1"), routeWith("f2")] });
    expect(play([timeout, failure("invalid_output")], { alias })[1]).toBe(
      "fallback_validation_failed -> fallback: 3:fallback f2",
    );
  });

  it("the stable primary speaks for itself after a canary failed", () => {
    const alias = aliasWith({ canary: { route: routeWith("canary"), percentByCohort: {} } });
    expect(play([timeout, failure("client_error")], { alias, arm: "canary" })[1]).toBe(
      "client_contract_error -> returned: 3:fallback=client_contract_error, end client_contract_error",
    );
  });
});

describe("the budget", () => {
  it("an attempt is not started with less than its minimum left", () => {
    const [state] = start();
    const atMs = (nowMs: number) =>
      told(afterFailure(state, failure("transport_timeout"), new FakeGates(), nowMs, 0).step);
    expect(atMs(59_500)).toBe("2:fallback fallback");
    expect(atMs(59_501)).toBe("2:fallback=budget_exhausted, end budget_exhausted");
  });

  it("the wait before a retry counts", () => {
    const [state] = start({ alias: single });
    expect(told(afterFailure(state, with503, new FakeGates(), 59_250, 0).step)).toBe("2:retry primary after 250");
    expect(told(afterFailure(state, with503, new FakeGates(), 59_251, 0).step)).toBe("end budget_exhausted");
  });

  it("attempts are counted over retries and fallbacks together", () => {
    const { budget } = aliasWith();
    const alias = aliasWith({ budget: { ...budget, maxAttempts: 2 } });
    expect(play([with503, with503], { alias })[1]).toBe(
      "primary_transient_error -> gave_up: 3:fallback=budget_exhausted, end budget_exhausted",
    );
  });

  it("what could not have been called anyway keeps its own reason, and the failure its own", () => {
    const alias = aliasWith({ stable: [routeWith("primary"), routeWith("f1", { productionEligible: false })] });
    const [state] = start({ alias });
    expect(told(afterFailure(state, failure("transport_timeout"), new FakeGates(), 59_900, 0).step)).toBe(
      "2:f1=not_production_eligible, end primary_timeout",
    );
  });

  it("a timeout with nothing left to try is a timeout, however little time is left", () => {
    const [state] = start({ alias: single });
    expect(told(afterFailure(state, failure("transport_timeout"), new FakeGates(), 60_000, 0).step)).toBe(
      "end primary_timeout",
    );
  });
});

describe("requests that may act on the world", () => {
  const acting = aliasWith({ sideEffects: true });

  it.each(["transport_timeout", "transport_error", "server_error", "invalid_output"] as const)(
    "%s of unknown outcome is repeated nowhere",
    (name) => {
      const expected = "2:fallback=unsafe_to_repeat, end unsafe_to_repeat";
      expect(play([failure(name)], { alias: acting })[0]).toContain(expected);
      expect(play([failure(name)], { facts: { ...chatFacts(), asksToAct: true } })[0]).toContain(expected);
    },
  );

  it("a failure that proves nothing ran may be repeated", () => {
    const refused = failure("transport_error", { detail: "refused", provesNothingRan: true });
    expect(play([refused, refused], { alias: acting })).toEqual([
      "primary_transient_error -> retry: 2:retry primary after 50",
      "primary_transient_error -> fallback: 3:fallback fallback",
    ]);
  });

  it("failures that end the request anyway keep their own reason", () => {
    expect(play([failure("client_error")], { alias: acting })[0]).toContain("end client_contract_error");
    expect(play([failure("transport_timeout")], { alias: { ...single, sideEffects: true } })[0]).toContain(
      "end primary_timeout",
    );
  });
});

it("a conversation kept at one provider is not carried to another", () => {
  const facts = chatFacts({ previous_response_id: "resp_1" });
  expect(play([failure("transport_timeout")], { facts })).toEqual([
    "primary_timeout -> gave_up: 2:fallback=state_not_portable(previous_response_id), end primary_timeout",
  ]);
});

it("candidates held back when a fallback is needed are passed over with their reason", () => {
  const gates = new FakeGates();
  gates.open.set("fallback", 9_000);
  expect(play([failure("transport_timeout")], { gates })).toEqual([
    "primary_timeout -> gave_up: 2:fallback=circuit_open, end primary_timeout",
  ]);
});
