/** Token counts as the provider reported them. A figure that is not a whole, non-negative number is null, never 0. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}
