/** When a route's circuit breaker trips and how long it stays open. Durations in milliseconds. */
export interface BreakerOptions {
  readonly windowMs: number;
  readonly minimumCalls: number;
  /** Share of failed calls in the window, 0-1, that opens the breaker. */
  readonly failureRate: number;
  readonly consecutiveFailures: number;
  /** First open interval; doubles on each failed probe round up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
  /** Share of slow calls in the window, 0-1, that opens the breaker; null switches the rule off. */
  readonly slowCallRate: number | null;
  readonly halfOpenProbes: number;
}
