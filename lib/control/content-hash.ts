import { createHash } from "node:crypto";
import type { RouteMapContent } from "@/lib/contract/route-map";
import { canonicalJson } from "@/lib/core/canonical-json";

/** Hex SHA-256 of the content's canonical JSON: equal contents have equal hashes, whatever wrote them. */
export function contentHash(content: RouteMapContent): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}
