import { describe, expect, it } from "vitest";
import {
  candidatesFor,
  candidatesOf,
  holdsContext,
  isFallbackRoute,
  purposeOf,
  recordSkipped,
} from "@/lib/core/run-state";
import { aliasWith, chatFacts, routeWith } from "./routing-fixture";
import { FakeGates, start, told } from "./run-fixture";

const alias = aliasWith({ canary: { route: routeWith("canary"), percentByCohort: {} } });

it("the stable arm never sees the canary; the canary arm sees it first", () => {
  expect(candidatesOf(alias, "stable")).toBe(alias.stable);
  expect(candidatesOf(alias, "canary").map(({ id }) => id)).toEqual(["canary", "primary", "fallback"]);
  expect(candidatesOf(aliasWith(), "canary")).toHaveLength(2);
});

it("the stable primary is no fallback, even after a canary; what comes after it is", () => {
  const [state] = start({ alias, arm: "canary" });
  expect([0, 1, 2].map((index) => isFallbackRoute(state, index))).toEqual([false, false, true]);
  expect([0, 1, 2].map(purposeOf)).toEqual(["primary", "fallback", "fallback"]);
});

describe("a conversation whose state one route holds", () => {
  const facts = chatFacts({ previous_response_id: "resp_1" });
  const ids = (contextRoute: string | null) => {
    const [{ input }] = start({ facts, contextRoute });
    return candidatesFor(input, input.alias).map(({ id }) => id);
  };

  it("is taken to that route first, wherever the arm has it", () => {
    expect(ids("fallback")).toEqual(["fallback", "primary"]);
    expect(ids("primary")).toEqual(["primary", "fallback"]);
    expect(ids("gone")).toEqual(["primary", "fallback"]);
    expect(ids(null)).toEqual(["primary", "fallback"]);
  });

  it("is held by that route alone; by the first one where nobody remembers; by none once it is gone", () => {
    const holders = (contextRoute: string | null, told = facts) => {
      const [state] = start({ facts: told, contextRoute });
      return state.candidates.filter((_, index) => holdsContext(state, index)).map(({ id }) => id);
    };
    expect(holders("fallback")).toEqual(["fallback"]);
    expect(holders(null)).toEqual(["primary"]);
    expect(holders("gone")).toEqual([]);
    expect(holders(null, chatFacts())).toEqual(["primary", "fallback"]);
  });

  it("is refused elsewhere, and taken up without its state where the alias allows it", () => {
    const answer = (contextRoute: string | null, changes: Parameters<typeof aliasWith>[0] = {}) =>
      told(start({ facts, contextRoute, alias: aliasWith(changes) })[1]);
    expect(answer("fallback")).toBe("1:primary fallback");
    expect(answer("gone")).toBe(
      "1:primary=state_not_portable(previous_response_id), 2:fallback=state_not_portable(previous_response_id), end state_not_portable",
    );
    expect(answer("gone", { contextReset: "allow" })).toBe("1:primary primary");
  });

  it("that is out of reach names why, not that the others could not have helped", () => {
    const gates = new FakeGates();
    gates.disabled.add("fallback");
    expect(told(start({ facts, contextRoute: "fallback", gates })[1])).toContain("end route_disabled");
  });
});

it("skipped candidates are recorded with everything a row needs, numbered on from the state", () => {
  const [state] = start();
  expect(recordSkipped(state, [{ index: 1, reason: "incompatible_candidate", detail: "logprobs" }], 42)).toEqual([
    {
      n: 2,
      atMs: 42,
      purpose: "fallback",
      route: "fallback",
      provider: "fallback-provider",
      providerModel: "fallback-model",
      routeVersion: 7,
      reasonCode: "incompatible_candidate",
      detail: "logprobs",
    },
  ]);
});
