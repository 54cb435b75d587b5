import { describe, expect, it } from "vitest";
import {
  activationObjection,
  type ExposedSection,
  exposedMore,
  raisedExposure,
  widenedCanary,
} from "@/lib/core/activation-rules";

const COHORTS = ["internal", "beta", "general"];
const routes = {
  a: { provider: "openai", model: "m" },
  b: { provider: "comet", model: "m" },
  c: { provider: "azure", model: "m" },
};

function section(cohorts: Record<string, number>, overrides: Partial<ExposedSection> = {}): ExposedSection {
  return { primary: "a", canary: { route: "b", cohorts }, routes, rollback_route_version: 3, ...overrides };
}

const map = (support: ExposedSection | null, cohorts: readonly { id: string }[] = COHORTS.map((id) => ({ id }))) => ({
  aliases: support === null ? {} : { support },
  cohorts,
});

function objection(before: ExposedSection | null, after: ExposedSection, isExercised = false) {
  const [raised] = raisedExposure(map(before), map(after));
  return raised === undefined ? null : activationObjection(raised, after.rollback_route_version, isExercised);
}

describe("exposure", () => {
  it.each([
    ["a larger canary share", section({ general: 5 }), section({ general: 10 }), ["general"]],
    ["a smaller one", section({ general: 10 }), section({ general: 5 }), []],
    ["no canary any more", section({ general: 10 }), section({}, { canary: null }), []],
    [
      "another canary route at the same share",
      section({ beta: 5 }),
      section({}, { canary: { route: "c", cohorts: { beta: 5 } } }),
      ["beta"],
    ],
    ["another primary route", section({}), section({}, { primary: "c" }), COHORTS],
    [
      "the canary made primary once it has everybody",
      section({ internal: 100, beta: 100, general: 100 }),
      section({}, { primary: "b", canary: null }),
      [],
    ],
    [
      "the canary made primary before that",
      section({ internal: 100, beta: 50 }),
      section({}, { primary: "b", canary: null }),
      ["beta", "general"],
    ],
    [
      "the primary redefined to another model",
      section({}),
      section({}, { routes: { ...routes, a: { provider: "openai", model: "n" } } }),
      COHORTS,
    ],
  ])("%s", (_name, before, after, raised) => {
    expect(exposedMore(before, after, COHORTS)).toEqual(raised);
  });

  it("of a new alias is its canary: nobody is moved by its primary", () => {
    expect(exposedMore(null, section({}), COHORTS)).toEqual([]);
    expect(exposedMore(null, section({ general: 5 }), COHORTS)).toEqual(["general"]);
  });
});

describe("raised exposure", () => {
  it("leaves internal out: it goes first", () => {
    expect(raisedExposure(map(section({})), map(section({ internal: 50 })))).toEqual([]);
    expect(raisedExposure(map(section({})), map(section({ internal: 50, beta: 1 })))).toEqual([
      { alias: "support", cohorts: ["beta"] },
    ]);
  });

  it("is there as well when other callers would be in an exposed cohort, and not when nobody is exposed", () => {
    const redrawn = [{ id: "internal", default: true }, { id: "beta" }, { id: "general" }];
    const exposed = section({ internal: 100 });
    expect(raisedExposure(map(exposed), map(exposed, redrawn))).toEqual([{ alias: "support", cohorts: ["internal"] }]);
    expect(raisedExposure(map(section({})), map(section({}), redrawn))).toEqual([]);
  });
});

describe("a widened canary", () => {
  it.each([
    ["a larger share", section({ general: 5 }), section({ general: 25 }), ["general"]],
    ["a smaller one", section({ general: 25 }), section({ general: 5 }), []],
    ["internal alone", section({}), section({ internal: 100 }), []],
    ["another primary, no canary", section({}), section({}, { primary: "c", canary: null }), []],
    [
      "the primary of now as the canary of then",
      section({}, { primary: "b", canary: null }),
      section({ general: 50 }),
      [],
    ],
    [
      "another canary route",
      section({ beta: 5 }),
      section({}, { canary: { route: "c", cohorts: { beta: 5 } } }),
      ["beta"],
    ],
  ])("is told by its share alone: %s", (_name, before, after, wider) => {
    expect(widenedCanary(before, after, COHORTS)).toEqual(wider);
  });
});

describe("activation rules", () => {
  it("let internal try anything, and let everybody's exposure fall, without a way back", () => {
    const none = { rollback_route_version: null };
    expect(objection(section({}), section({ internal: 100 }, none))).toBeNull();
    expect(objection(section({ general: 50 }), section({ general: 5 }, none))).toBeNull();
  });

  it("ask for a rollback target above internal, naming the cohorts", () => {
    expect(objection(section({}), section({ internal: 10, general: 5 }, { rollback_route_version: null }))).toEqual({
      alias: "support",
      rule: "rollback_target_missing",
      cohorts: ["general"],
      rollbackVersion: null,
      text: "support would expose general more than now, but names no version to roll back to.",
    });
  });

  it("ask for one that was exercised, and are satisfied by it", () => {
    expect(objection(section({}), section({ general: 5 }))).toMatchObject({
      rule: "rollback_not_exercised",
      rollbackVersion: 3,
    });
    expect(objection(section({}), section({ general: 5 }), true)).toBeNull();
  });
});
