import { calledAttempts, type DrillAttempt, type DrillObservation } from "./drill-facts";

/** Figures of one route in a run: drills are small, so percentiles are exact (nearest rank), in milliseconds. */
export interface DrillRouteFigures {
  readonly route: string;
  readonly routeVersion: number;
  /** Requests this route answered. */
  readonly served: number;
  readonly attempts: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface DrillTotals {
  readonly requests: number;
  readonly attempts: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly timeouts: number;
  readonly malformed: number;
  /** Null when no attempt has its usage, or its cost. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cost: number | null;
  readonly attemptsWithoutUsage: number;
}

/** Counts and latencies by route and route map version, in order of first use. */
export function figuresByRoute(observations: readonly DrillObservation[]): readonly DrillRouteFigures[] {
  const groups = new Map<string, DrillAttempt[]>();
  for (const attempt of observations.flatMap(calledAttempts)) {
    const key = `${attempt.route}\n${attempt.routeVersion}`;
    groups.set(key, [...(groups.get(key) ?? []), attempt]);
  }
  return [...groups.values()].flatMap((attempts) => {
    const [first] = attempts;
    if (first === undefined) return [];
    const durations = attempts.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]));
    const failed = attempts.filter(({ state }) => state !== "served");
    return [
      {
        route: first.route,
        routeVersion: first.routeVersion,
        served: attempts.length - failed.length,
        attempts: attempts.length,
        errors: countOf(failed.map(({ errorClass }) => errorClass ?? "unknown")),
        p50: percentile(durations, 0.5),
        p95: percentile(durations, 0.95),
        p99: percentile(durations, 0.99),
      },
    ];
  });
}

export function totalsOf(observations: readonly DrillObservation[]): DrillTotals {
  const attempts = observations.flatMap(calledAttempts);
  const having = (name: string) => attempts.filter(({ errorClass }) => errorClass === name).length;
  const purpose = (name: string) => attempts.filter((attempt) => attempt.purpose === name).length;
  return {
    requests: observations.length,
    attempts: attempts.length,
    retries: purpose("retry"),
    fallbacks: purpose("fallback"),
    timeouts: having("transport_timeout"),
    malformed: having("invalid_output"),
    inputTokens: sumOf(attempts.map(({ inputTokens }) => inputTokens)),
    outputTokens: sumOf(attempts.map(({ outputTokens }) => outputTokens)),
    cost: sumOf(attempts.map(({ cost }) => cost)),
    attemptsWithoutUsage: attempts.filter(({ inputTokens }) => inputTokens === null).length,
  };
}

/** Chart data: one line an attempt, comma separated, with a head line. Times are ISO 8601 in UTC. */
export function chartCsv(observations: readonly DrillObservation[], isoTime: (atMs: number) => string): string {
  const lines = observations
    .flatMap(calledAttempts)
    .toSorted((left, right) => left.startedAtMs - right.startedAtMs)
    .map(({ startedAtMs, route, routeVersion, purpose, state, errorClass, latencyMs }) =>
      [isoTime(startedAtMs), route, routeVersion, purpose, state, errorClass ?? "", latencyMs?.toFixed(1) ?? ""].join(),
    );
  return ["at,route,route_version,purpose,state,error_class,latency_ms", ...lines, ""].join("\n");
}

/** A spread of at most `most` requests for a reader: every one that was not plainly served first, then the others evenly. */
export function examplesOf(observations: readonly DrillObservation[], most: number): readonly DrillObservation[] {
  const isPlain = ({ attempts, record }: DrillObservation) => attempts.length === 1 && record?.state === "succeeded";
  const telling = evenly(
    observations.filter((observation) => !isPlain(observation)),
    most,
  );
  return [...telling, ...evenly(observations.filter(isPlain), most - telling.length)];
}

function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]).filter(
    (item): item is T => item !== undefined,
  );
}

function percentile(durations: readonly number[], share: number): number | null {
  const sorted = durations.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function countOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
