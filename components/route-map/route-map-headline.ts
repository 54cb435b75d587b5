import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import { formatMoment } from "../ui/format-time";

/** "v42 is active since 2026-11-20 02:10:30Z". */
export function routeMapHeadline(activeVersion: number, active: RouteMapVersionSummary | undefined): string {
  return active
    ? `v${activeVersion} is active since ${formatMoment(active.created_at)}`
    : `v${activeVersion} is active`;
}

/** "lee: support-summary-v3 general canary 5% -> 25%. Versions are never edited or deleted." */
export function routeMapSubline(active: RouteMapVersionSummary | undefined): string {
  const kept = "Versions are never edited or deleted; going back makes a new one.";
  if (!active) return kept;
  const alias = active.alias === null ? "" : `${active.alias} `;
  return `${active.author}: ${alias}${active.summary}. ${kept}`;
}
