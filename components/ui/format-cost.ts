/**
 * US dollars: "$12.40", or with as many decimals as a single request needs: "$0.00412". An unknown cost prints as "–",
 * because a price nobody gave is not free.
 */
export function formatCost(usd: number | null): string {
  if (usd === null || !Number.isFinite(usd)) return "–";
  if (usd === 0) return "$0";
  if (Math.abs(usd) >= 1) return `$${usd.toFixed(2)}`;
  return Math.abs(usd) < 0.000005 ? "<$0.00001" : `$${Number(usd.toFixed(5))}`;
}
