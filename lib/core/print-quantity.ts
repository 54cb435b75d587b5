/**
 * Numbers as the console and the route map print them: unit always, no more digits than carry meaning. Kept together
 * so that a sentence, a diff and a table never print one quantity in two ways.
 */

/** Milliseconds as `430 ms`, `2.4 s`, `120 s`, `10 min`. */
export function printDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${trimmed(durationMs, 0)} ms`;
  if (durationMs < 600_000) return `${trimmed(durationMs / 1_000, 1)} s`;
  if (durationMs < 7_200_000) return `${trimmed(durationMs / 60_000, 0)} min`;
  return `${trimmed(durationMs / 3_600_000, 1)} h`;
}

/** A percentage that somebody set: `5%`, `2.5%`. */
export function printSetPercent(percent: number): string {
  return `${trimmed(percent, 2)}%`;
}

/** A measured share, 0-1, with one decimal: `14.0%`; `<0.1%` and `>99.9%` where rounding would claim none or all. */
export function printMeasuredShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return "<0.1%";
  if (percent >= 99.95) return percent < 100 ? ">99.9%" : "100%";
  return `${percent.toFixed(1)}%`;
}

/** A count with thousands separators: `1,878`. */
export function printCount(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Requests a second: `38.2`, `215`, `0.03`. */
export function printRate(perSecond: number): string {
  if (perSecond >= 100) return printCount(perSecond);
  return trimmed(perSecond, perSecond >= 1 ? 1 : 2);
}

/** US dollars per million tokens, as providers quote them. */
export function printTokenPrice(dollarsPerMtok: number): string {
  return `$${trimmed(dollarsPerMtok, 4)} per million tokens`;
}

function trimmed(value: number, decimals: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: decimals });
}
