/** What is asked of the ledger after a rollback. */
export interface RollbackTrafficQuery {
  readonly aliases: readonly string[];
  /** The version the rollback made; older ones are abandoned. */
  readonly routeVersion: number;
  /** Epoch milliseconds. */
  readonly inForceMs: number;
}

/** People's traffic only. Requests count from their start, those that began later than `inForceMs`. */
export interface RollbackTraffic {
  readonly newRequests: number;
  /** On a version older than the rollback's, although they started after it. */
  readonly staleRequests: number;
  readonly ended: number;
  readonly failed: number;
  /** Calls that began after the rollback on the word of an older version. */
  readonly staleAttempts: number;
  /** In the rollups: requests under older versions in the quarter of an hour before, and under the new ones since. */
  readonly chartedBefore: number;
  readonly chartedAfter: number;
  /** The stable arm under older versions, in the hour before. */
  readonly baseline: { readonly requests: number; readonly failed: number };
}
