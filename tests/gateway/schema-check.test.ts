import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { SchemaChecker } from "@/lib/gateway/schema-check";

const ticket = {
  type: "object",
  properties: {
    title: { type: "string", minLength: 3 },
    priority: { enum: ["low", "high"] },
    tags: { type: "array", items: { $ref: "#/$defs/tag" } },
  },
  required: ["title", "priority"],
  additionalProperties: false,
  $defs: { tag: { type: "string" } },
};

function verdict(schema: JsonObject, value: unknown, checker = new SchemaChecker()): string {
  const found = checker.check(schema, JSON.stringify(value));
  if (found.kind === "mismatch") return `${found.mismatch.keyword} at ${found.mismatch.at || "/"}`;
  return found.kind === "unchecked" ? `unchecked: ${found.why}` : found.kind;
}

describe("answers against a caller's schema", () => {
  test.each<[string, unknown, string]>([
    ["fits", { title: "Late webhooks", priority: "low", tags: ["a"] }, "fits"],
    ["lacks a field", { title: "Late webhooks" }, "required at /"],
    ["has the wrong type", { title: 7, priority: "low" }, "type at /title"],
    ["has another value", { title: "Late", priority: "urgent" }, "enum at /priority"],
    ["has a field too many", { title: "Late", priority: "low", extra: 1 }, "additionalProperties at /"],
    ["is wrong below a reference", { title: "Late", priority: "low", tags: [1] }, "type at /tags/0"],
    ["is not the object at all", ["Late"], "type at /"],
  ])("one that %s", (_how, value, expected) => {
    expect(verdict(ticket, value)).toBe(expected);
  });

  test("fields are the answer's own: an inherited name does not count as present", () => {
    expect(verdict({ type: "object", required: ["constructor"] }, {})).toBe("required at /");
  });

  test("two callers may use one $id for different schemas", () => {
    const checker = new SchemaChecker();
    expect(verdict({ $id: "answer", type: "string" }, "text", checker)).toBe("fits");
    expect(verdict({ $id: "answer", type: "number" }, "text", checker)).toBe("type at /");
  });
});

describe("a schema that cannot be used leaves the answer unchecked, never the request failed", () => {
  const nested = (depth: number): JsonObject => (depth === 0 ? {} : { properties: { a: nested(depth - 1) } });

  test.each<[string, JsonObject, string]>([
    ["one that refers to another document", { $ref: "https://example.com/schema.json" }, "unchecked: invalid"],
    ["one that refers to nothing", { $ref: "#/$defs/nothing" }, "unchecked: invalid"],
    ["one that is none", { type: "anything" }, "unchecked: invalid"],
    ["one with a keyword of the wrong type", { properties: 7 }, "unchecked: invalid"],
    ["one that answers later", { $async: true, type: "object" }, "unchecked: asynchronous"],
    ["one that answers later inside", { properties: { a: { $async: true } } }, "unchecked: asynchronous"],
    ["one that is too deep", nested(40), "unchecked: too deep"],
    ["one that is too large", { description: "x".repeat(40_000) }, "unchecked: too large"],
    ["one of too many parts", { anyOf: Array.from({ length: 5_000 }, () => ({})) }, "unchecked: too large"],
    ["one that is nothing but itself", { $ref: "#" }, "unchecked: invalid"],
    [
      "one that never ends",
      { $ref: "#/$defs/a", $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }] } } },
      "unchecked: failed",
    ],
  ])("%s", (_what, schema, expected) => {
    expect(verdict(schema, {})).toBe(expected);
  });

  test("one that takes exponential time is stopped, and not tried again", () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/d${level + 1}` };
        return [`d${level}`, { anyOf: [next, next] }];
      }),
    );
    const bomb = { $ref: "#/$defs/d0", $defs: { ...$defs, d40: { type: "string" } } };
    const checker = new SchemaChecker();
    const startedAt = performance.now();
    expect(verdict(bomb, 1, checker)).toBe("unchecked: too slow");
    const firstMs = performance.now() - startedAt;
    expect(firstMs).toBeLessThan(2_000);
    expect(verdict(bomb, 1, checker)).toBe("unchecked: too slow");
    expect(performance.now() - startedAt - firstMs).toBeLessThan(20);
    expect(verdict(ticket, { title: "Late", priority: "low" }, checker)).toBe("fits");
  });

  test("a caller's pattern is never run: neither enforced nor able to hang", () => {
    const evil = "^(a+)+$";
    const startedAt = performance.now();
    expect(verdict({ type: "string", pattern: evil }, `${"a".repeat(60)}!`)).toBe("fits");
    const names = { patternProperties: { [evil]: { type: "number" } }, additionalProperties: false };
    expect(verdict({ type: "object", ...names }, { [`${"a".repeat(60)}!`]: 1 })).toBe("fits");
    expect(verdict({ type: "string", pattern: "(((" }, "x")).toBe("fits");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("whatever is sent as a schema, the answer is a verdict", () => {
    const checker = new SchemaChecker();
    const keyword = fc.constantFrom(
      ...["type", "properties", "items", "$ref", "$id", "$defs", "anyOf", "not", "required", "enum", "$schema"],
      ...[
        "__proto__",
        "constructor",
        "$async",
        "$anchor",
        "$dynamicRef",
        "if",
        "then",
        "prefixItems",
        "const",
        "format",
      ],
    );
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("#", "object", "string", "#/$defs/a"));
    fc.assert(
      fc.property(fc.dictionary(keyword, value), fc.jsonValue(), (schema, answer) => {
        expect(["fits", "mismatch", "unchecked"]).toContain(checker.check(schema, JSON.stringify(answer)).kind);
      }),
      { numRuns: 300 },
    );
  });
});

describe("compiled schemas", () => {
  test("are kept by what they say: the same schema in another request is not compiled again", () => {
    const checker = new SchemaChecker();
    expect(verdict(ticket, { title: "Late", priority: "low" }, checker)).toBe("fits");
    expect(verdict(structuredClone(ticket), { title: "Late" }, checker)).toBe("required at /");
    expect(checker.compiledCount).toBe(1);
  });

  test("are kept within bounds, whatever callers send", () => {
    const limits = { maxSchemaChars: 1_000, maxCompiled: 3, maxCompiledChars: 200, compileMs: 500, checkMs: 200 };
    const checker = new SchemaChecker(limits);
    for (let index = 0; index < 20; index++) {
      expect(verdict({ type: "object", title: `schema ${index}`.repeat(8) }, {}, checker)).toBe("fits");
    }
    expect(checker.compiledCount).toBeLessThanOrEqual(3);
    expect(checker.compiledCount).toBeGreaterThan(0);
  });
});
