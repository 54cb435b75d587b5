import { describe, expect, it } from "vitest";
import { isNothing, named, type Obstacle, pathTo, refuseOthers, translateFields, unless } from "@/lib/core/field-rules";

const RULES = { size: named("length"), colour: unless((value) => value === "none") };

function translate(source: Readonly<Record<string, unknown>>, prefix?: string): [unknown, string | null] {
  const obstacle: Obstacle = { field: null };
  return [translateFields(source, RULES, obstacle, prefix), obstacle.field];
}

describe("translating fields", () => {
  it("a field is said under its other name, and null is absence", () => {
    expect(translate({ size: 3, colour: null, unheard: null })).toEqual([{ length: 3 }, null]);
  });

  it("a field without a rule is an obstacle with its path, never dropped", () => {
    expect(translate({ size: 3, weight: 0 }, "box.")[1]).toBe("box.weight");
    expect(translate({ toString: 1 })[1]).toBe("toString");
  });

  it("a field the other side lacks is left out only while it changes nothing", () => {
    expect(translate({ colour: "none" })).toEqual([{}, null]);
    expect(translate({ colour: "red" })[1]).toBe("colour");
  });

  it("the first obstacle stands", () => {
    expect(translate({ weight: 1, colour: "red" })[1]).toBe("weight");
  });
});

describe("paths that are recorded", () => {
  it("never hold text a caller made up", () => {
    expect(pathTo("tools.", "web_search")).toBe("tools.web_search");
    expect(pathTo("tools.", "my e-mail is a@b.example")).toBe("tools.unknown");
    expect(pathTo("tools.", undefined)).toBe("tools.unknown");
    expect(translate({ "please ignore\nthis": 1 })[1]).toBe("unknown");
  });
});

it("other fields are refused unless they say nothing", () => {
  const obstacle: Obstacle = { field: null };
  refuseOthers({ role: "user", audio: null, annotations: [] }, ["role"], obstacle, "messages.");
  expect(obstacle.field).toBeNull();
  refuseOthers({ role: "user", name: "Sam" }, ["role"], obstacle, "messages.");
  expect(obstacle.field).toBe("messages.name");
  expect([null, undefined, []].every(isNothing)).toBe(true);
  expect(["", 0, false, {}].some(isNothing)).toBe(false);
});
