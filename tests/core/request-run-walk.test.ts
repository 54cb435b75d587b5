import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterFailure, type RunState, type RunStep, servedReason, startRun } from "@/lib/core/request-run";
import type { AliasRouting, Arm, Route } from "@/lib/core/routing-snapshot";
import type { Signal } from "@/lib/core/signal";
import { FAILURE_CLASSES } from "@/lib/core/signal-class";
import { aliasWith, chatFacts, routeWith } from "./routing-fixture";
import { FakeGates, failure } from "./run-fixture";

const route = (id: string): fc.Arbitrary<Route> =>
  fc
    .record({
      capacityVerified: fc.boolean(),
      productionEligible: fc.boolean(),
      contextWindow: fc.constantFrom(null, 8_000, 128_000),
      isIncompatible: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
    })
    .map(({ isIncompatible, ...changes }) =>
      routeWith(id, { ...changes, endpoints: isIncompatible ? ["responses"] : ["chat"] }),
    );

const alias: fc.Arbitrary<AliasRouting> = fc
  .record({
    stable: fc
      .tuple(route("a"), route("b"), route("c"), route("d"))
      .chain((all) =>
        fc.integer({ min: 1, max: 4 }).map((size): [Route, ...Route[]] => [all[0], ...all.slice(1, size)]),
      ),
    canary: fc.option(
      route("canary").map((canary) => ({ route: canary, percentByCohort: {} })),
      { nil: null },
    ),
    maxAttempts: fc.integer({ min: 1, max: 6 }),
    maxRetriesPerRoute: fc.integer({ min: 0, max: 2 }),
    sideEffects: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
  })
  .map(({ maxAttempts, maxRetriesPerRoute, ...changes }) =>
    aliasWith({ ...changes, budget: { ...aliasWith().budget, maxAttempts, maxRetriesPerRoute } }),
  );

const signal: fc.Arbitrary<Signal> = fc
  .record({
    name: fc.constantFrom(...FAILURE_CLASSES),
    isContext: fc.boolean(),
    statedWaitMs: fc.constantFrom(null, 0, 1_000, 30_000),
    provesNothingRan: fc.boolean(),
  })
  .map(({ name, isContext, statedWaitMs, provesNothingRan }) =>
    failure(name, { detail: isContext ? "context_length" : null, statedWaitMs, provesNothingRan }),
  );

/** What the world does with one attempt: takes this long, then fails so, or serves. */
const turn = fc.record({
  outcome: fc.oneof({ arbitrary: signal, weight: 5 }, { arbitrary: fc.constant("served" as const), weight: 1 }),
  tookShare: fc.double({ min: 0, max: 1, noNaN: true }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  opens: fc.boolean(),
});

const world = fc.record({
  alias,
  arm: fc.constantFrom<Arm>("stable", "canary"),
  open: fc.subarray(["canary", "a", "b", "c", "d"]),
  forcedOpen: fc.subarray(["canary", "a", "b"], { maxLength: 1 }),
  cooled: fc.subarray(["canary", "a", "b", "c", "d"], { maxLength: 2 }),
  disabled: fc.subarray(["canary", "a", "b", "c", "d"], { maxLength: 2 }),
  lateMs: fc.constantFrom(0, 0, 30_000, 59_800),
  turns: fc.array(turn, { minLength: 12, maxLength: 12 }),
});

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

interface Played {
  readonly steps: readonly RunStep[];
  readonly signals: readonly Signal[];
  readonly state: RunState;
  readonly served: boolean;
  readonly endedAtMs: number;
}

function gatesOf({ open, forcedOpen, cooled, disabled }: World): FakeGates {
  const gates = new FakeGates();
  for (const id of open) gates.open.set(id, 100_000);
  for (const id of forcedOpen) gates.open.set(id, null);
  for (const id of cooled) gates.cooled.set(id, 4_000);
  for (const id of disabled) gates.disabled.add(id);
  return gates;
}

/** Runs one request to its end, as the shell would, with attempts that use up any part of their time. */
function play(given: World): Played {
  const gates = gatesOf(given);
  const input = {
    alias: given.alias,
    arm: given.arm,
    endpoint: "chat" as const,
    facts: chatFacts(),
    contextRoute: null,
    routeVersion: 1,
    startedAtMs: 0,
  };
  let nowMs = given.lateMs;
  let [state, step] = startRun(input, gates, nowMs);
  const steps: RunStep[] = [step];
  const signals: Signal[] = [];
  for (const { outcome, tookShare, random, opens } of given.turns) {
    if (step.kind === "finish") break;
    nowMs += step.waitMs + Math.floor(step.timeouts.totalMs * tookShare);
    if (outcome === "served") return { steps, signals, state, served: true, endedAtMs: nowMs };
    signals.push(outcome);
    if (opens) gates.open.set(step.route.id, nowMs + 10_000);
    const decision = afterFailure(state, outcome, gates, nowMs, random);
    state = decision.state;
    step = decision.step;
    steps.push(step);
    expect(decision.next === "retry").toBe(step.kind === "attempt" && step.purpose === "retry");
    expect(decision.next === "fallback").toBe(step.kind === "attempt" && step.purpose === "fallback");
  }
  return { steps, signals, state, served: false, endedAtMs: nowMs };
}

const attemptsOf = ({ steps }: Played) => steps.flatMap((step) => (step.kind === "attempt" ? step : []));
const holds = (check: (played: Played, given: World) => void): void => {
  fc.assert(
    fc.property(world, (given) => check(play(given), given)),
    { numRuns: 1_000 },
  );
};

describe("any request against any weather", () => {
  it("ends with exactly one outcome", () => {
    holds(({ steps, served }) => {
      const ends = steps.filter((step) => step.kind === "finish");
      expect(ends.length).toBe(served ? 0 : 1);
      if (!served) expect(steps.at(-1)).toBe(ends[0]);
    });
  });

  it("never makes more attempts than its budget, nor more retries on a route than allowed", () => {
    holds((played, { alias: { budget } }) => {
      const attempts = attemptsOf(played);
      expect(attempts.length).toBeLessThanOrEqual(budget.maxAttempts);
      const calls = new Map<string, number>();
      for (const { route: called } of attempts) calls.set(called.id, (calls.get(called.id) ?? 0) + 1);
      for (const count of calls.values()) expect(count).toBeLessThanOrEqual(budget.maxRetriesPerRoute + 1);
    });
  });

  it("never outlives its deadline, and starts no attempt too short to be worth it", () => {
    holds((played, { alias: { budget } }) => {
      expect(played.endedAtMs).toBeLessThanOrEqual(budget.deadlineMs);
      for (const step of attemptsOf(played)) {
        expect(step.timeouts.totalMs).toBeGreaterThanOrEqual(budget.minAttemptMs);
        expect(step.waitMs).toBeLessThanOrEqual(Math.max(budget.maxRetryAfterMs + 500, 8_000));
      }
    });
  });

  it("accounts for every candidate exactly once: called, or passed over with a reason", () => {
    holds((played, { alias: { stable, canary }, arm }) => {
      const skipped = played.steps.flatMap((step) => step.skipped.map(({ route: id }) => id));
      expect(new Set(skipped).size).toBe(skipped.length);
      const called = new Set(attemptsOf(played).map((step) => step.route.id));
      expect(skipped.some((id) => called.has(id))).toBe(false);
      const first = arm === "canary" && canary !== null ? [canary.route.id] : [];
      const all = [...new Set([...first, ...stable.map(({ id }) => id)])];
      if (!played.served) expect([...called, ...skipped].sort()).toEqual(all.sort());
    });
  });

  it("numbers attempts and passed-over candidates together, from 1, without a gap", () => {
    holds(({ steps }) => {
      const numbers = steps.flatMap((step) => [
        ...step.skipped.map(({ n }) => n),
        ...(step.kind === "attempt" ? [step.n] : []),
      ]);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    });
  });

  it("never calls another route after a failure of the caller, the account or the content", () => {
    holds(({ steps, signals }) => {
      signals.forEach(({ class: name, detail }, index) => {
        const next = steps[index + 1];
        const isFinal =
          ["account_error", "content_policy", "stream_interrupted", "client_closed", "gateway_interrupted"].includes(
            name,
          ) ||
          (name === "client_error" && detail !== "context_length");
        if (isFinal) expect(next?.kind).toBe("finish");
      });
    });
  });

  it("moves a rate-limited request only to verified capacity, a long prompt only to a larger window", () => {
    holds(({ steps, signals }) => {
      signals.forEach(({ class: name }, index) => {
        const failed = steps[index];
        const next = steps[index + 1];
        if (failed?.kind !== "attempt" || next?.kind !== "attempt" || next.purpose !== "fallback") return;
        if (name === "rate_limited") expect(next.route.capacityVerified).toBe(true);
        if (name === "client_error")
          expect(next.route.contextWindow ?? 0).toBeGreaterThan(failed.route.contextWindow ?? 0);
      });
    });
  });

  it("repeats nothing of unknown outcome where requests act on the world", () => {
    holds(({ steps, signals }, given) => {
      if (!given.alias.sideEffects) return;
      signals.forEach(({ provesNothingRan }, index) => {
        if (!provesNothingRan) expect(steps[index + 1]?.kind).toBe("finish");
      });
    });
  });

  it("calls no route an operator took out or forced open, and an open one only as the last standing", () => {
    holds((played, { disabled, forcedOpen, open }) => {
      for (const step of attemptsOf(played)) {
        expect(disabled).not.toContain(step.route.id);
        expect(forcedOpen).not.toContain(step.route.id);
        if (open.includes(step.route.id)) expect(step.note).toBe("last_route_standing");
      }
    });
  });

  it("counts what it did", () => {
    holds((played) => {
      const attempts = attemptsOf(played);
      const tally = servedReason(played.state);
      expect(tally.retryCount).toBe(attempts.filter(({ purpose }) => purpose === "retry").length);
      expect(tally.fallbackAttempted).toBe(attempts.some(({ purpose }) => purpose === "fallback"));
      expect(tally.fallbackReason !== null).toBe(tally.fallbackAttempted);
    });
  });
});
