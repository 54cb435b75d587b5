import type { RequestListQuery } from "@/lib/contract/requests";
import type { FailureClass } from "@/lib/core/signal-class";
import {
  failedClassBit,
  storedArm,
  storedAttemptState,
  storedKind,
  storedReasonCode,
  storedRequestState,
  storedSignalClass,
} from "../schema/stored-codes";
import type { Names } from "./read-names";

type Value = string | number;

/** A condition in SQL with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

export interface RequestFilter {
  /** On `requests r`. */
  readonly rows: readonly Condition[];
  /** On the columns both rollup tables have: alias, kind, cohort and arm. */
  readonly series: readonly Condition[];
  /** Where the rollups count what matches, as an expression over the table's columns. An upper bound. */
  readonly counted: {
    readonly table: "request_rollups" | "attempt_rollups";
    readonly count: string;
    readonly where: readonly Condition[];
  };
  readonly isRunningOnly: boolean;
}

/** The filters of a request list as conditions; null when one names something the ledger has never seen. */
export function requestFilter(query: RequestListQuery, names: Names): RequestFilter | null {
  const aliasId = idOf(query.alias, names);
  const cohortId = idOf(query.cohort, names);
  const routeId = idOf(query.route, names);
  if (aliasId === null || cohortId === null || routeId === null) return null;
  const kind = query.kind && storedKind.code(query.kind);
  const arm = query.arm && storedArm.code(query.arm);
  const series = [
    ...equals("app_model_alias_id", aliasId),
    ...equals("cohort_id", cohortId),
    ...equals("kind", kind),
    ...equals("arm", arm),
  ];
  const attempt = [
    ...equals("a.llm_route_id", routeId),
    ...equals("a.error_class", query.class && storedSignalClass.code(query.class)),
  ];
  const failedClass = query.class === "ok" ? undefined : query.class;
  const isAnswered = failedClass !== undefined && routeId === undefined;
  const reason = query.reason && storedReasonCode.code(query.reason);
  return {
    series,
    rows: [
      ...series.map(({ sql, values }) => ({ sql: `r.${sql}`, values })),
      ...equals("r.state", query.state && storedRequestState.code(query.state)),
      ...(reason === undefined
        ? []
        : [{ sql: "(r.reason_code = ? or r.fallback_reason = ?)", values: [reason, reason] }]),
      ...(failedClass === undefined ? [] : [hasFailure(failedClass)]),
      ...(attempt.length === 0 || isAnswered ? [] : [hasAttempt(attempt)]),
    ],
    counted: countedBy(query, routeId),
    isRunningOnly: query.state === "running",
  };
}

function idOf(name: string | undefined, names: Names): number | null | undefined {
  return name === undefined ? undefined : (names.id(name) ?? null);
}

function equals(column: string, value: Value | undefined): Condition[] {
  return value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }];
}

/** Some call ended in the class; the first half of the condition is that of the index. */
function hasFailure(failedClass: FailureClass): Condition {
  return { sql: "r.failed_classes <> 0 and r.failed_classes & ? <> 0", values: [failedClassBit(failedClass)] };
}

/** Some called attempt of the request meets every condition. */
function hasAttempt(conditions: readonly Condition[]): Condition {
  const sql = `exists (select 1 from attempts a where a.id >= r.seq * 256 and a.id < (r.seq + 1) * 256
    and a.state <> ${storedAttemptState.code("skipped")} and ${conditions.map((condition) => condition.sql).join(" and ")})`;
  return { sql, values: conditions.flatMap((condition) => condition.values) };
}

function countedBy(query: RequestListQuery, routeId: number | undefined): RequestFilter["counted"] {
  if (query.class !== undefined || routeId !== undefined) {
    const onRoute = equals("llm_route_id", routeId);
    if (query.class === undefined) return { table: "attempt_rollups", count: "attempts", where: onRoute };
    const where = [...onRoute, mentions(["classes"], query.class)];
    return { table: "attempt_rollups", count: counted("classes", query.class), where };
  }
  if (query.reason !== undefined) {
    const count = `${counted("reasons", query.reason)} + ${counted("fallback_reasons", query.reason)}`;
    return { table: "request_rollups", count, where: [mentions(["reasons", "fallback_reasons"], query.reason)] };
  }
  if (query.state === undefined) return { table: "request_rollups", count: "requests", where: [] };
  return {
    table: "request_rollups",
    count: counted("states", query.state),
    where: [mentions(["states"], query.state)],
  };
}

/** Looks for the name before anything is parsed: most rows do not have it. */
function mentions(tallies: readonly string[], name: string): Condition {
  const sql = tallies.map((tally) => `instr(${tally}, ?) > 0`).join(" or ");
  return { sql: `(${sql})`, values: tallies.map(() => `"${name}"`) };
}

/** A count inside a tally. `name` comes from a closed set, so it is safe in the text. */
function counted(tally: string, name: string): string {
  return `coalesce(${tally} ->> '$.${name}', 0)`;
}
