import { randomBytes } from "node:crypto";
import type { AliasSection, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { DraftContent } from "@/lib/contract/route-map-draft";
import { canonicalJson } from "@/lib/core/canonical-json";
import { rollbackTargetAfterChange } from "@/lib/core/rollback-target";

type DraftSection = DraftContent["aliases"][string];

/**
 * Fills in what a draft may leave open: the salt of each alias, and the rollback target of those it changes without
 * naming another one, by the same rule as any change.
 */
export function settleDraft(draft: DraftContent, base: RouteMapVersion): RouteMapContent {
  const aliases = Object.entries(draft.aliases).map(([alias, section]): [string, AliasSection] => [
    alias,
    settleSection(section, base.content.aliases[alias], base.version),
  ]);
  return { ...draft, aliases: Object.fromEntries(aliases) };
}

function settleSection(section: DraftSection, before: AliasSection | undefined, baseVersion: number): AliasSection {
  const salt = section.salt ?? before?.salt ?? randomBytes(16).toString("hex");
  const named = section.rollback_route_version;
  if (before === undefined) return { ...section, salt, rollback_route_version: named ?? null };
  const kept = { ...section, salt, rollback_route_version: before.rollback_route_version };
  if (named !== undefined && named !== before.rollback_route_version) return { ...kept, rollback_route_version: named };
  if (canonicalJson(kept) === canonicalJson(before)) return kept;
  return { ...kept, rollback_route_version: rollbackTargetAfterChange(before, baseVersion) };
}
