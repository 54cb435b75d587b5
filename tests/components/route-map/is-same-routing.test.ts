import { expect, test } from "vitest";
import { isSameRouting } from "@/components/route-map/is-same-routing";
import { AliasSection } from "@/lib/contract/route-map";

const section = AliasSection.parse({
  primary: "a",
  fallbacks: ["b"],
  salt: "s",
  routes: {},
  rollback_route_version: 3,
});

test("sections that differ only in their rollback target route alike", () => {
  expect(isSameRouting(section, { ...section, rollback_route_version: null })).toBe(true);
});

test("another order of fallbacks is another routing", () => {
  expect(isSameRouting(section, { ...section, fallbacks: [] })).toBe(false);
});

test("against an unknown section a rollback is offered rather than hidden", () => {
  expect(isSameRouting(section, undefined)).toBe(false);
});
