import type { ControlContext } from "./context";
import { readRouteMapVersion } from "./read-route-map";
import { routeMapYaml } from "./route-map-yaml";

/** A version as a YAML file, with who made it in comments. Holds no key: keys are not part of a route map. */
export interface RouteMapExport {
  readonly fileName: string;
  readonly yaml: string;
}

/** Exports the active version, or the one named. Throws 404. */
export async function exportRouteMap(context: ControlContext, version: number | null): Promise<RouteMapExport> {
  const exported = version === null ? context.active() : await readRouteMapVersion(context, version);
  const head = [
    `# Switchyard route map v${exported.version} of ${exported.content.environment}`,
    `# made ${exported.created_at} by ${oneLine(exported.author)}: ${oneLine(exported.summary)}`,
    `# sha256 ${exported.content_hash}`,
  ];
  return {
    fileName: `route-map-v${exported.version}.yaml`,
    yaml: `${head.join("\n")}\n${routeMapYaml(exported.content)}`,
  };
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
