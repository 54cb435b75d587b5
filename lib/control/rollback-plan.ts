import type { AliasSection, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import { canonicalJson } from "@/lib/core/canonical-json";
import { isExposed } from "@/lib/core/rollback-target";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { lastChangeOf } from "./last-change";
import { perVersion } from "./per-version";

/** What "Roll back" would do to an alias now. */
export type RollbackPlan =
  | {
      readonly kind: "possible";
      readonly toVersion: number;
      /** Byte-equal to the section in `toVersion`. */
      readonly section: AliasSection;
      /** Accounts that section needs and the active version no longer has, as they were then. */
      readonly providers: RouteMapContent["providers"];
    }
  | { readonly kind: "impossible"; readonly code: "not_found" | "conflict"; readonly why: string };

/** What the one-press rollback of an alias of the active version would do. */
export const rollbackPlanOf = perVersion((context, active, alias) =>
  planRollback(context, active, alias, findAlias(active, alias), null),
);

/**
 * Plans the rollback of `alias` to the version its section names, or to `toVersion`. A rollback without a named version
 * is not planned right after another one: pressing twice must not walk back through history.
 */
export async function planRollback(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
  toVersion: number | null,
): Promise<RollbackPlan> {
  const target = toVersion ?? (await impliedTarget(context, active, alias, section));
  if (typeof target === "string") return { kind: "impossible", code: "conflict", why: target };
  const version = target < active.version ? await context.store.routeMap.version(target) : null;
  if (version === null) {
    const why =
      target === active.version
        ? `v${target} is the active version; name an older one.`
        : `There is no v${target} to go back to; v${active.version} is active.`;
    return { kind: "impossible", code: target === active.version ? "conflict" : "not_found", why };
  }
  if (version.activated_at === null) {
    return { kind: "impossible", code: "conflict", why: `v${target} was never active; name a version that was.` };
  }
  const restored = version.content.aliases[alias];
  if (restored === undefined) {
    return { kind: "impossible", code: "not_found", why: `v${target} has no alias ${alias}; name another version.` };
  }
  if (isSameRouting(restored, section)) {
    return {
      kind: "impossible",
      code: "conflict",
      why: `${alias} already routes as in v${target}; nothing would change.`,
    };
  }
  return {
    kind: "possible",
    toVersion: target,
    section: restored,
    providers: missingProviders(active, version, restored),
  };
}

async function impliedTarget(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
): Promise<number | string> {
  const last = await lastChangeOf(context, active, alias);
  if (last.action === "rolled_back" && !isExposed(section)) {
    return `v${last.version} already restored v${last.restores} of ${alias}; name an older version to go back further.`;
  }
  if (section.rollback_route_version !== null) return section.rollback_route_version;
  if (isExposed(section)) {
    return `${alias} has no version without this canary to go back to; shift its cohorts to 0% instead.`;
  }
  return `${alias} has no version to go back to: it is as it was in the first one.`;
}

/** Two sections that send every request the same way. */
export function isSameRouting(one: AliasSection, other: AliasSection): boolean {
  return behaviour(one) === behaviour(other);
}

/** Everything that decides where a request goes: the section without its own way back and without cohorts at 0. */
function behaviour(section: AliasSection): string {
  const { rollback_route_version: _target, canary, ...rest } = section;
  const shares = Object.entries(canary?.cohorts ?? {}).filter(([, percent]) => percent > 0);
  return canonicalJson({
    ...rest,
    canary: canary === null ? null : { ...canary, cohorts: Object.fromEntries(shares) },
  });
}

function missingProviders(
  active: RouteMapVersion,
  from: RouteMapVersion,
  section: AliasSection,
): RouteMapContent["providers"] {
  const needed = new Set(Object.values(section.routes).map((route) => route.provider));
  return Object.fromEntries(
    Object.entries(from.content.providers).filter(
      ([id]) => needed.has(id) && active.content.providers[id] === undefined,
    ),
  );
}
