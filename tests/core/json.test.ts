import { expect, it } from "vitest";
import { asArray, asNumber, asObject, asText, parseJson } from "@/lib/core/json";

it("an object is neither null nor a list", () => {
  expect(asObject({ a: 1 })).toEqual({ a: 1 });
  expect([null, [], "x", 1, undefined].map(asObject)).toEqual([null, null, null, null, null]);
});

it("a list is a list", () => {
  expect(asArray([1])).toEqual([1]);
  expect([{}, "x", null].map(asArray)).toEqual([null, null, null]);
});

it("text has something in it, a number is finite", () => {
  expect(["x", "", 1, null].map(asText)).toEqual(["x", null, null, null]);
  expect([0, -1.5, Number.NaN, Number.POSITIVE_INFINITY, "1"].map(asNumber)).toEqual([0, -1.5, null, null, null]);
});

it("what is no JSON is undefined, which no JSON is", () => {
  expect(parseJson("null")).toBeNull();
  expect(parseJson(' {"a":1}\n')).toEqual({ a: 1 });
  expect(["", "{", "undefined", "NaN"].map(parseJson)).toEqual([undefined, undefined, undefined, undefined]);
});
