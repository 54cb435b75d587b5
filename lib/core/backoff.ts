/** First wait and its ceiling before a repeated call, in milliseconds. */
export interface BackoffOptions {
  readonly firstMs: number;
  readonly capMs: number;
}

/** After an answer that says the provider is in trouble: the official SDKs' own figures. */
export const SERVER_BACKOFF: BackoffOptions = { firstMs: 500, capMs: 8_000 };

/** After a connection that failed: the next one usually works, so the wait only spreads a herd. */
export const TRANSPORT_BACKOFF: BackoffOptions = { firstMs: 100, capMs: 8_000 };

/**
 * Exponential wait before repeat number `repeatIndex` (0 for the first), in whole milliseconds. `random` in [0, 1)
 * spreads it over the upper half of the interval, so that callers that failed together do not return together.
 */
export function backoffMs(repeatIndex: number, random: number, options: BackoffOptions = SERVER_BACKOFF): number {
  const intervalMs = Math.min(options.firstMs * 2 ** Math.max(0, repeatIndex), options.capMs);
  return Math.round(intervalMs * (0.5 + 0.5 * random));
}
