import type { Percentiles } from "@/lib/contract/common";

/** One alias over a window and the window before it, from the rollups; the input of Overview. */
export interface AliasActivity {
  readonly alias: string;
  readonly requests: number;
  readonly failedRequests: number;
  readonly previousRequests: number;
  readonly previousFailedRequests: number;
  readonly latencyMs: Percentiles;
  readonly firstTokenMs: Percentiles;
  /** Requests by cohort and arm in the last five minutes: the measured canary share. */
  readonly shares: readonly { readonly cohort: string; readonly canary: number; readonly total: number }[];
  /** The last 60 minutes, oldest first; minutes without traffic are left out. */
  readonly minutes: readonly { readonly atMs: number; readonly requests: number; readonly failed: number }[];
  /** Failed attempts by signal class, most frequent first. */
  readonly errors: readonly { readonly errorClass: string; readonly route: string; readonly count: number }[];
}
