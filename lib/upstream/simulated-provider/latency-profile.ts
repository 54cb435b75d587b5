/** How long a simulated model thinks and writes. Times in milliseconds. */
export interface LatencyProfile {
  /** Median time to the first token; the spread around it is log-normal, as measured on real providers. */
  readonly firstTokenMs: number;
  /** Standard deviation of the logarithm: 0 is no spread, 0.5 puts p95 at about 2.3 times the median. */
  readonly spread: number;
  /** Time per token after the first. */
  readonly perTokenMs: number;
}

/** Answers at once; for tests that are about something else. */
export const INSTANT: LatencyProfile = { firstTokenMs: 0, spread: 0, perTokenMs: 0 };

/** One draw of the time to the first token, in milliseconds. */
export function drawFirstTokenMs(profile: LatencyProfile, random: () => number): number {
  if (profile.firstTokenMs === 0 || profile.spread === 0) return profile.firstTokenMs;
  return profile.firstTokenMs * Math.exp(profile.spread * drawNormal(random));
}

/** Box-Muller; 1 - random() keeps the logarithm away from zero. */
function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
