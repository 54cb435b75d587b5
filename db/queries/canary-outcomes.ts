import type Database from "better-sqlite3";
import type { CanaryOutcome, GateEvidence } from "@/lib/core/gate";
import { canaryOutcome } from "@/lib/core/gate-classes";
import {
  storedArm,
  storedAttemptState,
  storedKind,
  storedReasonCode,
  storedRequestState,
  storedSignalClass,
} from "../schema/stored-codes";
import { IDS_PER_REQUEST } from "../sqlite/ledger-rows";
import type { StageSpan } from "./stage-rows";

/** As many as the longest run a tripwire asks for, and some that say nothing. */
const OUTCOMES = 32;
/** A canary so rare that it is not found among so many requests of its alias has no run of failures. */
const LOOKED_AT = 4_000;
const LOOK_BACK_MS = 15 * 60_000;

interface RequestRow {
  readonly seq: number;
  readonly trace_id: string;
  readonly started_at: number;
  readonly state: number;
  readonly arm: number;
  readonly reason_code: number | null;
  readonly fallback_attempted: number;
}

/** The newest finished canary requests of a stage, newest first, and those still running among them. */
export function canaryOutcomes(
  db: Database.Database,
  span: StageSpan,
  canaryRouteId: number,
): Pick<GateEvidence, "recent" | "inFlight"> {
  const fromMs = Math.max(span.sinceMs, span.nowMs - LOOK_BACK_MS);
  const newest = db
    .prepare<[number, number, number], RequestRow>(
      `select seq, trace_id, started_at, state, arm, reason_code, fallback_attempted from requests
       where started_at >= ? and app_model_alias_id = ? and llm_route_version >= ?
         and kind = ${storedKind.code("traffic")}
       order by started_at desc limit ${LOOKED_AT}`,
    )
    .iterate(fromMs, span.aliasId, span.fromVersion);
  const lastClassOf = lastClassReader(db, canaryRouteId);
  const recent: CanaryOutcome[] = [];
  let running = 0;
  let oldestAt: number | null = null;
  for (const row of newest) {
    if (storedArm.name(row.arm) !== "canary") continue;
    const state = storedRequestState.name(row.state);
    if (state === "running") {
      running += 1;
      oldestAt = row.started_at;
      continue;
    }
    const outcome = canaryOutcome({
      traceId: row.trace_id,
      isFailed: state === "failed" || state === "interrupted",
      reason: storedReasonCode.nameOrNull(row.reason_code),
      isFallback: row.fallback_attempted === 1,
      lastClass: lastClassOf(row.seq),
    });
    if (outcome !== null) recent.push(outcome);
    if (recent.length === OUTCOMES) break;
  }
  return {
    recent,
    inFlight: { count: running, oldestMs: oldestAt === null ? null : Math.max(0, span.nowMs - oldestAt) },
  };
}

function lastClassReader(db: Database.Database, canaryRouteId: number): (seq: number) => string | null {
  const last = db.prepare<[number, number, number], { error_class: number }>(
    `select error_class from attempts where id >= ? and id < ? and llm_route_id = ? and error_class is not null
       and state <> ${storedAttemptState.code("skipped")} order by id desc limit 1`,
  );
  return (seq) => {
    const row = last.get(seq * IDS_PER_REQUEST, (seq + 1) * IDS_PER_REQUEST, canaryRouteId);
    return row === undefined ? null : storedSignalClass.name(row.error_class);
  };
}
