import type { DrillFinding, DrillObservation } from "./drill-facts";

interface Words {
  readonly expected: string;
  /** After "12 of 12 requests". */
  readonly done: string;
  /** What an observation that does not fit looks like. */
  failed(observation: DrillObservation): string;
}

/** A claim that has to hold for each of at least one request. */
export function foundIn(
  observations: readonly DrillObservation[],
  holds: (observation: DrillObservation) => boolean,
  { expected, done, failed }: Words,
): DrillFinding {
  const others = observations.filter((observation) => !holds(observation));
  const all = observations.length;
  if (all === 0) return { expected, seen: "no request was made", isPassed: false };
  if (others.length === 0) return { expected, seen: `${all} of ${all} ${done}`, isPassed: true };
  const instead = mostCommon(others.map(failed));
  return { expected, seen: `${others.length} of ${all} did not: ${instead}`, isPassed: false };
}

/** The most frequent of some words, and how many others there are: `HTTP 503 (2 other kinds)`. */
export function mostCommon(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [first, ...rest] = [...counts].sort(([, left], [, right]) => right - left);
  if (first === undefined) return "nothing";
  return rest.length === 0 ? first[0] : `${first[0]} (and ${rest.length} other kinds)`;
}
