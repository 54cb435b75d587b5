import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonDefect } from "@/lib/gateway/json-guard";

const limits = { maxDepth: 64, maxKeys: 1000 };
const defectOf = (text: string) => jsonDefect(Buffer.from(text), limits);

describe("the look at JSON before it is parsed", () => {
  test("passes any ordinary document", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(defectOf(text)).toBeNull();
      }),
    );
  });

  test("names nesting that is too deep, at the exact limit", () => {
    expect(defectOf("[".repeat(64) + "]".repeat(64))).toBeNull();
    expect(defectOf("[".repeat(65) + "]".repeat(65))).toBe("nested deeper than 64 levels");
  });

  test("brackets, quotes and colons inside strings do not count", () => {
    expect(defectOf(JSON.stringify({ text: `${"[{".repeat(200)}\\":"` }))).toBeNull();
  });

  test("names a field that is given twice at the top level, however it is spelled apart", () => {
    expect(defectOf('{"model":"a","model":"b"}')).toBe('the field "model" is given twice');
    expect(defectOf('{"a":{"x":1},"b":{"x":1}}')).toBeNull();
  });

  test("names a document with too many members", () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`k${index}`, index])));
    expect(defectOf(wide)).toBe("more than 1000 object members");
  });

  test("a body of ten million brackets is judged within 100 ms", () => {
    const bytes = Buffer.alloc(10_000_000, "[");
    const startedAt = performance.now();
    expect(jsonDefect(bytes, limits)).not.toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  test("a member without a name is judged like any other text that is no JSON", () => {
    for (const text of ["{:", "{::", "{:1,:2}"])
      expect(() => jsonDefect(Uint8Array.from(Buffer.from(text)), limits)).not.toThrow();
  });

  test("any bytes are judged without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        jsonDefect(bytes, limits);
      }),
    );
  });
});
