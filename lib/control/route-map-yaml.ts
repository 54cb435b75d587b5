import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { stringify } from "yaml";
import { RouteMapContent, type RouteMapVersion } from "@/lib/contract/route-map";

/** The content as YAML 1.2. Fields come in the order of the contract, whatever order they were stored in. */
export function routeMapYaml(content: RouteMapContent): string {
  return stringify(RouteMapContent.parse(content), { lineWidth: 120 });
}

/** Unified diff of the YAML forms of two versions; empty when they are equal. */
export function rawRouteMapDiff(from: RouteMapVersion, to: RouteMapVersion): string {
  const names = [`route-map-v${from.version}.yaml`, `route-map-v${to.version}.yaml`] as const;
  return rawContentDiff(names, from.content, to.content);
}

/** Unified diff of the YAML forms of two contents under these file names; empty when they are equal. */
export function rawContentDiff(
  names: readonly [from: string, to: string],
  from: RouteMapContent,
  to: RouteMapContent,
): string {
  const [before, after] = [routeMapYaml(from), routeMapYaml(to)];
  if (before === after) return "";
  return createTwoFilesPatch(...names, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
