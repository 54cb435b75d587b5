import { createHash } from "node:crypto";
import type { AliasSection } from "@/lib/contract/route-map";
import { canonicalJson } from "@/lib/core/canonical-json";

/** Hex SHA-256 of a section's canonical JSON: what "the same section" means across versions. */
export function sectionHash(section: AliasSection): string {
  return createHash("sha256").update(canonicalJson(section)).digest("hex");
}
