import { createLoader } from "nuqs/server";
import { expect, test } from "vitest";
import { comparedPair, routeMapParsers, shownVersion } from "@/components/route-map/route-map-url";
import { versionList } from "@/tests/support/route-map-fixtures";

const load = createLoader(routeMapParsers);

test("without a choice the page shows the active version and what it changed", () => {
  expect(shownVersion(load(""), 42)).toBe(42);
  expect(comparedPair(load(""), versionList())).toEqual({ from: 41, to: 42 });
});

test("a shown version is compared with the one it was made from", () => {
  expect(comparedPair(load("?version=40"), versionList())).toEqual({ from: 39, to: 40 });
});

test("two chosen versions win, in either order", () => {
  expect(comparedPair(load("?version=40&from=42&to=39"), versionList())).toEqual({ from: 42, to: 39 });
});

test("the first version, and a version against itself, have nothing to compare", () => {
  expect(comparedPair(load("?version=39"), versionList())).toBeNull();
  expect(comparedPair(load("?from=41&to=41"), versionList())).toBeNull();
});

test("a version from an older page follows the number before it", () => {
  expect(comparedPair(load("?version=7"), versionList())).toEqual({ from: 6, to: 7 });
  expect(comparedPair(load("?version=1"), { active_version: 42, versions: [] })).toBeNull();
});
