import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import { formatMoment } from "../ui/format-time";

const KEPT = "Versions are never edited or deleted; going back makes a new one.";

/** "Since 2026-11-20 02:10:30Z, by lee: support-summary-v3 general 5% → 25%." Without it only what holds for all. */
export function activeVersionLine(active: RouteMapVersionSummary | undefined): string {
  if (!active) return KEPT;
  const change = active.alias === null ? active.summary : `${active.alias} ${active.summary}`;
  return `Since ${formatMoment(active.created_at)}, by ${active.author}: ${change}. ${KEPT}`;
}
