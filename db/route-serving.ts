/** Calls of one route, those of people and those of probes; `lastServedAtMs` is the start of a minute. */
export interface RouteServing {
  readonly calls: number;
  readonly failedCalls: number;
  readonly probes: number;
  readonly failedProbes: number;
  readonly lastServedAtMs: number | null;
}
