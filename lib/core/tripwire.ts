/** The share of the tripwire's alpha that runs of 3, 4, 5, ... may spend: 0.45 + 0.45 + 0.05 + 0.025 + ... = 1. */
function shareOf(run: number): number {
  return run <= SHORTEST_RUN + 1 ? 0.45 : 0.1 * 0.5 ** (run - SHORTEST_RUN - 1);
}

const SHORTEST_RUN = 3;

/**
 * How many failures in a row trip the wire when this many requests of the stage have been seen. A run of k trips only
 * while n <= share(k) * alpha / limit^k. The chance that k given requests all fail is at most limit^k, so the chance that
 * a run of k trips at any of those n is at most share(k) * alpha, and over all k at most alpha: a bound for the whole
 * stage, however long, at every true rate up to the limit.
 */
export function tripwireLength(total: number, limit: number, alpha: number): number {
  let run = SHORTEST_RUN;
  while (total > (shareOf(run) * alpha) / limit ** run) run += 1;
  return run;
}
