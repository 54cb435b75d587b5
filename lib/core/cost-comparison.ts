import { costOf } from "./cost";
import type { RoutePrice } from "./routing-snapshot";

/** Mean tokens of an alias's served requests. */
export interface TokenMix {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface PricedCandidate {
  readonly costPerThousand: number | null;
  /** Against the primary's; null when either is unknown or the primary costs nothing. */
  readonly timesPrimary: number | null;
}

/** The mean request of what was measured; null without one that reported its tokens. */
export function tokenMix(measured: {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}): TokenMix | null {
  const { requests, inputTokens, outputTokens } = measured;
  if (requests === 0 || inputTokens + outputTokens === 0) return null;
  return { inputTokens: inputTokens / requests, outputTokens: outputTokens / requests };
}

/** What a thousand requests of this mix would cost at a price, beside the primary. An unknown price stays unknown. */
export function priceCandidate(
  mix: TokenMix | null,
  price: RoutePrice | null,
  primary: RoutePrice | null,
): PricedCandidate {
  const own = perThousand(mix, price);
  const reference = perThousand(mix, primary);
  const isComparable = own !== null && reference !== null && reference > 0;
  return { costPerThousand: own, timesPrimary: isComparable ? own / reference : null };
}

function perThousand(mix: TokenMix | null, price: RoutePrice | null): number | null {
  if (mix === null) return null;
  const cost = costOf(price, mix.inputTokens, mix.outputTokens);
  return cost === null ? null : cost * 1_000;
}
