import { createHash } from "node:crypto";
import type { AliasSection } from "@/lib/contract/route-map";
import { canonicalJson } from "@/lib/core/canonical-json";

/**
 * Hex SHA-256 of what a section does to traffic: all of it but its own way back and cohorts at 0 %. Versions with equal
 * hashes route an alias alike.
 */
export function sectionHash(section: AliasSection): string {
  const { rollback_route_version: _target, canary, ...rest } = section;
  const shares = Object.entries(canary?.cohorts ?? {}).filter(([, percent]) => percent > 0);
  const behaviour = { ...rest, canary: canary === null ? null : { ...canary, cohorts: Object.fromEntries(shares) } };
  return createHash("sha256").update(canonicalJson(behaviour)).digest("hex");
}
