import type { RouteMapVersion, RouteMapVersionSummary } from "@/lib/contract/route-map";
import { isExposed } from "@/lib/core/rollback-target";
import type { ControlContext } from "./context";
import { perVersion } from "./per-version";

const PAGE_SIZE = 100;

/** The newest version up to `active` in which the alias changed. A version that changed more than one counts for all. */
export const lastChangeOf = perVersion(findLastChange);

/** The version that exposed the running canary; null while no cohort sends it traffic. */
export const exposingChangeOf = perVersion(findExposingChange);

async function findLastChange(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
): Promise<RouteMapVersionSummary> {
  let before = active.version + 1;
  for (;;) {
    const page = await context.store.routeMap.versions(before, PAGE_SIZE);
    const found = page.find(
      (version) => version.activated_at !== null && (version.alias === alias || version.alias === null),
    );
    if (found !== undefined) return found;
    const oldest = page.at(-1);
    if (oldest === undefined) return active;
    before = oldest.version;
  }
}

/** The rollback target is the version that was active before, so the exposing one was built on it. */
async function findExposingChange(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
): Promise<RouteMapVersionSummary | null> {
  const section = active.content.aliases[alias];
  if (section === undefined || !isExposed(section)) return null;
  const target = section.rollback_route_version;
  const next = target === null ? undefined : await nextInForce(context, target);
  return next?.base_version === target && next?.alias === alias ? next : lastChangeOf(context, active, alias);
}

/** The version that came into force after `version`: drafts in between never did. */
async function nextInForce(context: ControlContext, version: number): Promise<RouteMapVersionSummary | undefined> {
  for (let before = version + 2; ; before += 1) {
    const [candidate] = await context.store.routeMap.versions(before, 1);
    if (candidate === undefined || candidate.version < before - 1) return undefined;
    if (candidate.activated_at !== null) return candidate;
  }
}
