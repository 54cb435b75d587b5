import { describe, expect, it } from "vitest";
import { describeField } from "@/lib/core/route-map-field";
import { routeMapContent } from "../support/route-map-fixtures";

const alias = (...path: string[]) => describeField(["aliases", "support-summary-v3", ...path]);

/** Every path of a value that is not an object itself. */
function paths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...path]];
  return Object.entries(value).flatMap(([name, member]) => paths(member, [...path, name]));
}

describe("route map field", () => {
  it("is called what an operator calls it, unit left to the value", () => {
    expect(alias("canary", "cohorts", "general").label).toBe("general canary");
    expect(alias("routes", "comet-chat", "timeouts", "first_token_ms").label).toBe("comet-chat first token timeout");
    expect(alias("routes", "comet-chat", "capacity_verified").label).toBe("comet-chat capacity verified");
    expect(alias("budget", "deadline_ms").label).toBe("budget deadline");
    expect(alias("policy", "server_error", "retry").label).toBe("policy server error retry");
    expect(describeField(["providers", "cometapi", "maintenance", "from"]).label).toBe(
      "provider cometapi maintenance from",
    );
  });

  it("every field of a real route map has a label in words and prints its own value", () => {
    const { cohorts: _cohorts, ...content } = routeMapContent();
    const all = paths(content);
    expect(all.length).toBeGreaterThan(80);
    for (const path of all) {
      const field = describeField(path);
      const value = path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), content);
      expect(field.label).toMatch(/^[^_]+$/);
      expect(field.print(value)).toMatch(/\S/);
      expect(field.print(value)).not.toContain("[object");
    }
  });

  it("prints by the unit in the field's name", () => {
    expect(alias("budget", "deadline_ms").print(60_000)).toBe("60 s");
    expect(alias("routes", "a", "price", "input_per_mtok").print(0.416)).toBe("$0.416 per million tokens");
    expect(alias("objective", "availability").print(99.95)).toBe("99.95%");
    expect(alias("breaker", "failure_rate").print(0.5)).toBe("50%");
    expect(alias("routes", "a", "context_window").print(128_000)).toBe("128,000");
    expect(alias("side_effects").print(false)).toBe("no");
    expect(alias("fallbacks").print([])).toBe("none");
    expect(alias("rollback_route_version").print(41)).toBe("v41");
  });

  it("what is not there is said to be not set; a cohort that is not listed has 0%", () => {
    expect(alias("expires_at").print(undefined)).toBe("not set");
    expect(alias("expires_at").print(null)).toBe("not set");
    expect(alias("budget", "deadline_ms").print(undefined)).toBe("not set");
    expect(alias("canary", "cohorts", "beta").print(undefined)).toBe("0%");
  });

  it("puts what moves traffic first and the bookkeeping last", () => {
    const fields = [alias("rollback_route_version"), alias("owner"), alias("primary"), alias("canary", "cohorts", "x")];
    expect(fields.toSorted((left, right) => left.rank - right.rank).map(({ label }) => label)).toEqual([
      "x canary",
      "primary route",
      "owner",
      "rollback target",
    ]);
  });
});
