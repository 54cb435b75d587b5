const wholeNumbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** "1,878". A count that is not known prints as "–", never as 0. */
export function formatCount(count: number | null): string {
  return count === null || !Number.isFinite(count) ? "–" : wholeNumbers.format(count);
}
