import type Database from "better-sqlite3";
import {
  failedClassBit,
  storedArm,
  storedAttemptState,
  storedEndpoint,
  storedKind,
  storedNextStep,
  storedPurpose,
  storedReasonCode,
  storedRequestState,
  storedSignalClass,
  storedUsageSource,
} from "@/db/schema/stored-codes";
import type {
  AttemptIntent,
  AttemptOutcome,
  RequestIntent,
  RequestOutcome,
  SkippedCandidate,
} from "@/lib/core/ledger-record";
import type { NameTable } from "./name-table";

/** Attempts of one request share its `seq`: 256 numbers belong to each chain. */
export const IDS_PER_REQUEST = 256;

/** A request's row as far as its later entries need it. */
export interface OpenRow {
  readonly seq: number;
  readonly state: number;
  readonly started_at: number;
  readonly kind: number;
  readonly app_model_alias_id: number;
  readonly cohort_id: number;
  readonly arm: number;
  readonly is_control: number;
  readonly llm_route_version: number;
}

/** A called attempt's row as far as its outcome and its request's close need it. */
export interface CalledRow {
  readonly id: number;
  readonly purpose: number;
  readonly llm_route_id: number;
  readonly llm_route_version: number;
}

export const RUNNING = 0;

export const OPEN_COLUMNS =
  "seq, state, started_at, kind, app_model_alias_id, cohort_id, arm, is_control, llm_route_version" as const;
const CALLED_COLUMNS = "id, purpose, llm_route_id, llm_route_version" as const;

/**
 * The prepared statements of the hot path, one method a statement. Every write is idempotent: inserts keep what is
 * there, updates only touch a row that is still running; the result says whether anything changed.
 */
export class LedgerRows {
  private readonly insertRequest: Database.Statement<unknown[]>;
  private readonly insertAttempt: Database.Statement<unknown[]>;
  private readonly insertSkippedRow: Database.Statement<unknown[]>;
  private readonly finishAttemptRow: Database.Statement<unknown[]>;
  private readonly closeRequestRow: Database.Statement<unknown[]>;
  private readonly noteFailedClass: Database.Statement<[number, number]>;
  private readonly openByTrace: Database.Statement<[string], OpenRow>;
  private readonly calledBySeq: Database.Statement<[number, number], CalledRow>;

  constructor(
    db: Database.Database,
    private readonly names: NameTable,
  ) {
    this.insertRequest = db.prepare(
      `insert into requests (trace_id, request_id, started_at, kind, endpoint, stream, app_model_alias_id, client_id,
         tenant_id, cohort_id, arm, is_control, llm_route_version, client_retry_count, inbound_trace_id, state)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) on conflict do nothing`,
    );
    this.insertAttempt = db.prepare(
      `insert into attempts (id, state, purpose, started_at, llm_route_id, provider_id, provider_model_id,
         llm_route_version, timeout_ms)
       values (?, 0, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
    this.insertSkippedRow = db.prepare(
      `insert into attempts (id, state, purpose, started_at, llm_route_id, provider_id, provider_model_id,
         llm_route_version, reason_code, detail)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
    this.finishAttemptRow = db.prepare(
      `update attempts set state = ?, error_class = ?, detail = ?, reason_code = ?, http_status = ?, latency_us = ?,
         time_to_first_token_us = ?, provider_request_id = ?, finish_reason = ?, response_model = ?,
         input_token_count = ?, output_token_count = ?, usage_source = ?, cost = ?, error_excerpt = ?,
         adaptations = ?, is_slow = ?, next = ?
       where id = ? and state = 0`,
    );
    this.closeRequestRow = db.prepare(
      `update requests set state = ?, http_status = ?, reason_code = ?, llm_route_id = ?, latency_us = ?,
         time_to_first_token_us = ?, retry_count = ?, fallback_attempted = ?, fallback_reason = ?,
         input_token_count = ?, output_token_count = ?, usage_source = ?, cost = ?
       where seq = ? and state = 0`,
    );
    this.noteFailedClass = db.prepare("update requests set failed_classes = failed_classes | ? where seq = ?");
    this.openByTrace = db.prepare(`select ${OPEN_COLUMNS} from requests where trace_id = ?`);
    this.calledBySeq = db.prepare(
      `select ${CALLED_COLUMNS} from attempts where id >= ? and id < ? and state <> ${storedAttemptState.code("skipped")}
       order by id`,
    );
  }

  /** Null when a request with this trace id is already there. */
  open(request: RequestIntent): OpenRow | null {
    const { names } = this;
    const kind = storedKind.code(request.kind);
    const aliasId = names.id(request.alias);
    const cohortId = names.id(request.cohort);
    const arm = storedArm.code(request.arm);
    const isControl = request.isControl ? 1 : 0;
    const { changes, lastInsertRowid } = this.insertRequest.run(
      request.traceId,
      request.requestId,
      request.startedAtMs,
      kind,
      storedEndpoint.code(request.endpoint),
      request.stream ? 1 : 0,
      aliasId,
      names.id(request.clientId),
      names.idOrNull(request.tenant),
      cohortId,
      arm,
      isControl,
      request.routeVersion,
      request.clientRetryCount,
      request.inboundTraceId,
    );
    if (changes === 0) return null;
    return {
      seq: Number(lastInsertRowid),
      state: RUNNING,
      started_at: request.startedAtMs,
      kind,
      app_model_alias_id: aliasId,
      cohort_id: cohortId,
      arm,
      is_control: isControl,
      llm_route_version: request.routeVersion,
    };
  }

  find(traceId: string): OpenRow | undefined {
    return this.openByTrace.get(traceId);
  }

  /** The calls of a request in order; candidates never called are left out. */
  called(seq: number): CalledRow[] {
    return this.calledBySeq.all(seq * IDS_PER_REQUEST, (seq + 1) * IDS_PER_REQUEST);
  }

  attempt(seq: number, attempt: AttemptIntent): CalledRow {
    const { names } = this;
    const row = {
      id: seq * IDS_PER_REQUEST + attempt.n,
      purpose: storedPurpose.code(attempt.purpose),
      llm_route_id: names.id(attempt.route),
      llm_route_version: attempt.routeVersion,
    };
    this.insertAttempt.run(
      row.id,
      row.purpose,
      attempt.startedAtMs,
      row.llm_route_id,
      names.id(attempt.provider),
      names.id(attempt.providerModel),
      row.llm_route_version,
      Math.round(attempt.timeoutMs),
    );
    return row;
  }

  skipped(seq: number, candidate: SkippedCandidate): boolean {
    const { names } = this;
    const { changes } = this.insertSkippedRow.run(
      seq * IDS_PER_REQUEST + candidate.n,
      storedAttemptState.code("skipped"),
      storedPurpose.code(candidate.purpose),
      candidate.atMs,
      names.id(candidate.route),
      names.id(candidate.provider),
      names.id(candidate.providerModel),
      candidate.routeVersion,
      storedReasonCode.code(candidate.reasonCode),
      candidate.detail,
    );
    return changes > 0;
  }

  finishAttempt(seq: number, outcome: AttemptOutcome): boolean {
    const { changes } = this.finishAttemptRow.run(
      storedAttemptState.code(outcome.state),
      storedSignalClass.code(outcome.errorClass),
      outcome.detail,
      storedReasonCode.codeOrNull(outcome.reasonCode),
      outcome.httpStatus,
      toMicroseconds(outcome.latencyMs),
      toMicroseconds(outcome.timeToFirstTokenMs),
      outcome.providerRequestId,
      outcome.finishReason,
      outcome.responseModel,
      outcome.inputTokens,
      outcome.outputTokens,
      storedUsageSource.code(outcome.usageSource),
      outcome.cost,
      outcome.errorExcerpt,
      outcome.adaptations.length > 0 ? JSON.stringify(outcome.adaptations) : null,
      Number(outcome.isSlow),
      storedNextStep.code(outcome.next),
      seq * IDS_PER_REQUEST + outcome.n,
    );
    if (changes > 0 && outcome.errorClass !== "ok") this.noteFailedClass.run(failedClassBit(outcome.errorClass), seq);
    return changes > 0;
  }

  close(seq: number, outcome: RequestOutcome): boolean {
    const { changes } = this.closeRequestRow.run(
      storedRequestState.code(outcome.state),
      outcome.httpStatus,
      storedReasonCode.code(outcome.reasonCode),
      this.names.idOrNull(outcome.route),
      toMicroseconds(outcome.latencyMs),
      toMicroseconds(outcome.timeToFirstTokenMs),
      outcome.retryCount,
      Number(outcome.fallbackAttempted),
      storedReasonCode.codeOrNull(outcome.fallbackReason),
      outcome.inputTokens,
      outcome.outputTokens,
      storedUsageSource.code(outcome.usageSource),
      outcome.cost,
      seq,
    );
    return changes > 0;
  }
}

function toMicroseconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1_000);
}
