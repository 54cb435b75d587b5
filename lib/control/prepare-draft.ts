import type { ConfigProblem } from "@/lib/contract/config-problem";
import { readRouteMapDraft } from "@/lib/contract/read-route-map-draft";
import type { DiffEntry, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { DraftCheckRequest } from "@/lib/contract/route-map-draft";
import { diffRouteMaps } from "@/lib/core/route-map-diff";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import type { ControlContext } from "./context";
import { fileRouteMap } from "./read-drift";
import { routeMapYaml } from "./route-map-yaml";
import { settleDraft } from "./settle-draft";

export type PreparedDraft =
  | { readonly kind: "invalid"; readonly problems: readonly ConfigProblem[] }
  | { readonly kind: "valid"; readonly content: RouteMapContent; readonly entries: readonly DiffEntry[] };

/** Reads a draft against the active version: everything that can be said about it before anything is written. */
export async function prepareDraft(
  context: ControlContext,
  active: RouteMapVersion,
  source: DraftCheckRequest,
): Promise<PreparedDraft> {
  const text = source.yaml ?? (source.from_file ? fileText(context, active) : JSON.stringify(source.content));
  const read = readRouteMapDraft(text, active.content, baseUrlDefect);
  if (!read.ok)
    return { kind: "invalid", problems: source.yaml === undefined ? withoutLines(read.problems) : read.problems };
  const content = settleDraft(read.content, active);
  const lost = await missingTargets(context, content, active);
  if (lost.length > 0) return { kind: "invalid", problems: lost };
  return { kind: "valid", content, entries: diffRouteMaps(active.content, content) };
}

function fileText(context: ControlContext, active: RouteMapVersion): string {
  return routeMapYaml(fileRouteMap(context, active));
}

/** Lines count in a text the caller wrote, not in one made from a value. */
function withoutLines(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.map((problem) => ({ ...problem, line: null }));
}

/** A rollback target must be a version that was in force and holds the alias. */
async function missingTargets(
  context: ControlContext,
  content: RouteMapContent,
  active: RouteMapVersion,
): Promise<ConfigProblem[]> {
  const found = await Promise.all(
    Object.entries(content.aliases).map(async ([alias, section]): Promise<ConfigProblem[]> => {
      const target = section.rollback_route_version;
      if (target === null || target === active.content.aliases[alias]?.rollback_route_version) return [];
      const version = await context.store.routeMap.version(target);
      const isUsable =
        version !== null && version.activated_at !== null && version.content.aliases[alias] !== undefined;
      if (isUsable) return [];
      const allowed = `a version that was active and holds ${alias}, or null`;
      return [{ path: `aliases.${alias}.rollback_route_version`, line: null, found: `v${target}`, allowed }];
    }),
  );
  return found.flat();
}
