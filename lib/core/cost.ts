import type { RoutePrice } from "./routing-snapshot";

export declare function costOf(
  price: RoutePrice | null,
  inputTokens: number | null,
  outputTokens: number | null,
): number | null;
