import type { RoutePrice } from "./routing-snapshot";

/**
 * US dollars for one attempt. Null when the price or either token count is unknown: an unknown cost is never 0.
 */
export function costOf(
  price: RoutePrice | null,
  inputTokens: number | null,
  outputTokens: number | null,
): number | null {
  if (price === null || inputTokens === null || outputTokens === null) return null;
  return (inputTokens * price.inputPerMtok + outputTokens * price.outputPerMtok) / 1_000_000;
}
