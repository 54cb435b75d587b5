import type { AliasTraffic, TrafficGroup } from "@/lib/contract/traffic";
import { FAILURE_CLASSES, type FailureClass } from "@/lib/core/signal-class";
import { bucketTimes } from "./bucket-times";

/** More bars than this cannot be told apart, and cost the browser more than they tell. */
const MOST_BARS = 60;
/** Classes beyond these are drawn together as "other". */
const MOST_CLASSES = 6;

/** Part of a stack: a failure class, or everything beyond the six most frequent. */
export type ErrorKey = FailureClass | "other";

export interface ErrorBar {
  /** Start of the bucket, epoch milliseconds. */
  readonly atMs: number;
  /** Provider calls in the bucket; 0 means nothing was measured, so nothing is drawn. */
  readonly attempts: number;
  /** Percent of the bucket's attempts, by class. */
  readonly shares: Readonly<Partial<Record<ErrorKey, number>>>;
}

export interface ErrorTotal {
  readonly key: ErrorKey;
  readonly count: number;
  /** Percent of all attempts in the window. */
  readonly percent: number;
}

export interface ErrorSeries {
  readonly bucketMs: number;
  readonly bars: readonly ErrorBar[];
  /** In the fixed order of the classes, so that a colour always means the same. */
  readonly totals: readonly ErrorTotal[];
  readonly attempts: number;
}

/** The share of attempts that ended in each failure class, bucket by bucket, over the given groups together. */
export function errorSeries(traffic: AliasTraffic, groups: readonly TrafficGroup[]): ErrorSeries {
  const times = bucketTimes(traffic);
  const perBar = Math.max(1, Math.ceil(times.length / MOST_BARS));
  const bucketMs = traffic.bucket_ms * perBar;
  const keys = drawnKeys(groups);
  const buckets = new Map<number, { attempts: number; errors: Map<ErrorKey, number> }>();
  const startMs = Math.floor((times[0] ?? 0) / bucketMs) * bucketMs;
  const barCount = Math.floor(((times.at(-1) ?? 0) - startMs) / bucketMs) + 1;
  for (const group of groups) {
    for (const point of group.series) {
      const index = Math.floor((Date.parse(point.at) - startMs) / bucketMs);
      const bucket = buckets.get(index) ?? { attempts: 0, errors: new Map<ErrorKey, number>() };
      bucket.attempts += point.attempts;
      for (const [name, count] of Object.entries(point.errors)) {
        const key = keyOf(name, keys);
        if (key !== null) bucket.errors.set(key, (bucket.errors.get(key) ?? 0) + count);
      }
      buckets.set(index, bucket);
    }
  }
  const bars = Array.from({ length: barCount }, (_, index): ErrorBar => {
    const bucket = buckets.get(index);
    const atMs = startMs + index * bucketMs;
    if (bucket === undefined || bucket.attempts === 0) return { atMs, attempts: 0, shares: {} };
    const shares = Object.fromEntries([...bucket.errors].map(([key, count]) => [key, (count / bucket.attempts) * 100]));
    return { atMs, attempts: bucket.attempts, shares };
  });
  return { bucketMs, bars, ...totalsOf(groups, keys) };
}

function totalsOf(
  groups: readonly TrafficGroup[],
  keys: readonly ErrorKey[],
): Pick<ErrorSeries, "totals" | "attempts"> {
  const attempts = groups.reduce((sum, group) => sum + group.totals.attempts, 0);
  const counts = new Map<ErrorKey, number>();
  for (const [name, count] of countsOf(groups)) {
    const key = keyOf(name, keys);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const totals = keys.map((key) => {
    const count = counts.get(key) ?? 0;
    return { key, count, percent: attempts === 0 ? 0 : (count / attempts) * 100 };
  });
  return { totals, attempts };
}

/** The classes that occur, at most six by name, in the fixed order. */
function drawnKeys(groups: readonly TrafficGroup[]): ErrorKey[] {
  const counts = countsOf(groups);
  const present = FAILURE_CLASSES.filter((name) => (counts.get(name) ?? 0) > 0);
  const named = present
    .toSorted((left, right) => (counts.get(right) ?? 0) - (counts.get(left) ?? 0))
    .slice(0, MOST_CLASSES);
  const drawn: ErrorKey[] = present.filter((name) => named.includes(name));
  return present.length > named.length ? [...drawn, "other"] : drawn;
}

function countsOf(groups: readonly TrafficGroup[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const [name, count] of Object.entries(group.totals.errors)) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

function keyOf(name: string, keys: readonly ErrorKey[]): ErrorKey | null {
  const known = FAILURE_CLASSES.find((candidate) => candidate === name);
  if (known === undefined) return null;
  return keys.includes(known) ? known : "other";
}
