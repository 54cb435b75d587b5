import type { AliasSection, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { DriftView } from "@/lib/contract/route-map-draft";
import { diffRouteMaps } from "@/lib/core/route-map-diff";
import type { ControlContext } from "./context";
import { rawContentDiff } from "./route-map-yaml";

/** Where the configuration file, as it was read at the start, differs from what is active now. Applies nothing. */
export async function readDrift(context: ControlContext): Promise<DriftView> {
  const active = context.active();
  const file = fileRouteMap(context, active);
  const names = [`route-map-v${active.version}.yaml`, "configuration-file.yaml"] as const;
  return {
    active_version: active.version,
    entries: diffRouteMaps(active.content, file),
    raw: rawContentDiff(names, active.content, file),
  };
}

/**
 * The configuration file as a route map. What is not the file's to say is taken from the active version: rollback
 * targets and the canary's shares are moved by orders, and the seed of an alias's arms was drawn when it appeared.
 */
export function fileRouteMap(context: ControlContext, active: RouteMapVersion): RouteMapContent {
  const file = context.fileContent();
  const aliases = Object.entries(file.aliases).map(([alias, section]) => {
    const kept = active.content.aliases[alias];
    return [alias, kept === undefined ? section : withOrders(section, kept)];
  });
  return { ...file, aliases: Object.fromEntries(aliases) };
}

function withOrders(section: AliasSection, kept: AliasSection): AliasSection {
  const { salt, rollback_route_version } = kept;
  const isSameCanary = section.canary !== null && section.canary.route === kept.canary?.route;
  return { ...section, salt, rollback_route_version, canary: isSameCanary ? kept.canary : section.canary };
}
