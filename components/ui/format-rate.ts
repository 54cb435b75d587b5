import { formatCount } from "./format-count";

/** Requests a second with three significant places at most: "112", "38.2", "4.1", "0.03", "0". */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return "0";
  if (perSecond < 0.01) return "<0.01";
  if (perSecond < 1) return perSecond.toFixed(2);
  return perSecond < 100 ? perSecond.toFixed(1) : formatCount(perSecond);
}
