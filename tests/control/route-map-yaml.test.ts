import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { RouteMapContent, type RouteMapVersion } from "@/lib/contract/route-map";
import { contentHash } from "@/lib/control/content-hash";
import { rawRouteMapDiff, routeMapYaml } from "@/lib/control/route-map-yaml";
import { routeMapContent, versionSummary } from "../support/route-map-fixtures";

const version = (number: number, content: RouteMapContent): RouteMapVersion => ({
  ...versionSummary({ version: number }),
  content,
});

describe("route map as YAML", () => {
  it("reads back as exactly the same content", () => {
    const content = routeMapContent();
    expect(contentHash(RouteMapContent.parse(parse(routeMapYaml(content))))).toBe(contentHash(content));
  });

  it("does not depend on the order in which fields were stored", () => {
    const content = routeMapContent();
    const reversed = Object.fromEntries(Object.entries(content).reverse());
    expect(routeMapYaml(RouteMapContent.parse(reversed))).toBe(routeMapYaml(content));
  });

  it("the raw diff holds the changed line with its neighbours, and nothing else", () => {
    const raw = rawRouteMapDiff(version(41, routeMapContent(5)), version(42, routeMapContent(25)));
    expect(raw.split("\n").slice(0, 2)).toEqual(["--- route-map-v41.yaml", "+++ route-map-v42.yaml"]);
    const changed = raw.split("\n").filter((line) => /^[+-] /.test(line));
    expect(changed.map((line) => line.replace(/\s+/g, " "))).toEqual(["- general: 5", "+ general: 25"]);
  });

  it("equal versions have an empty raw diff", () => {
    expect(rawRouteMapDiff(version(41, routeMapContent()), version(42, routeMapContent()))).toBe("");
  });
});
