/**
 * A percentage 0-100 as people read it: "0.3%", "14.0%", "100%". A share too small to print is "<0.1%", because a zero
 * would be a different claim. Null prints as "–".
 */
export function formatPercent(percent: number | null): string {
  if (percent === null || !Number.isFinite(percent)) return "–";
  if (percent === 0) return "0%";
  if (percent < 0.05) return "<0.1%";
  if (percent > 99.95 && percent < 100) return ">99.9%";
  return percent === 100 ? "100%" : `${percent.toFixed(1)}%`;
}

/** A percentage somebody set: "5%", "12.5%". Never rounded away from what was asked for. */
export function formatSetPercent(percent: number): string {
  return `${Number(percent.toFixed(2))}%`;
}

/** Part of a whole as a percentage 0-100; null when there is no whole to take it from. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}
