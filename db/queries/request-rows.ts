import type { AttemptView, ChainLink, RequestView } from "@/lib/contract/requests";
import {
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
} from "../schema/stored-codes";
import { IDS_PER_REQUEST } from "../sqlite/ledger-rows";
import type { Names } from "./read-names";
import { iso } from "./window-plan";

/** A row of `requests` as stored. */
export interface RequestRecord {
  readonly seq: number;
  readonly trace_id: string;
  readonly request_id: string | null;
  readonly inbound_trace_id: string | null;
  readonly started_at: number;
  readonly kind: number;
  readonly endpoint: number;
  readonly stream: number;
  readonly app_model_alias_id: number;
  readonly client_id: number;
  readonly tenant_id: number | null;
  readonly cohort_id: number;
  readonly arm: number;
  readonly llm_route_version: number;
  readonly client_retry_count: number;
  readonly state: number;
  readonly http_status: number | null;
  readonly reason_code: number | null;
  readonly llm_route_id: number | null;
  readonly latency_us: number | null;
  readonly time_to_first_token_us: number | null;
  readonly retry_count: number;
  readonly fallback_attempted: number;
  readonly fallback_reason: number | null;
  readonly input_token_count: number | null;
  readonly output_token_count: number | null;
  readonly usage_source: number;
  readonly cost: number | null;
}

/** The columns of `attempts` a list row shows. */
export interface ChainRecord {
  readonly id: number;
  readonly state: number;
  readonly purpose: number;
  readonly llm_route_id: number;
  readonly error_class: number | null;
  readonly detail: string | null;
  readonly reason_code: number | null;
  readonly http_status: number | null;
  readonly latency_us: number | null;
}

/** A row of `attempts` as stored. */
export interface AttemptRecord extends ChainRecord {
  readonly started_at: number;
  readonly llm_route_version: number;
  readonly provider_id: number;
  readonly provider_model_id: number;
  readonly time_to_first_token_us: number | null;
  readonly timeout_ms: number | null;
  readonly provider_request_id: string | null;
  readonly finish_reason: string | null;
  readonly response_model: string | null;
  readonly input_token_count: number | null;
  readonly output_token_count: number | null;
  readonly usage_source: number;
  readonly cost: number | null;
  readonly error_excerpt: string | null;
  readonly adaptations: string | null;
  readonly is_slow: number;
  readonly next: number | null;
}

export const CHAIN_COLUMNS =
  "id, state, purpose, llm_route_id, error_class, detail, reason_code, http_status, latency_us" as const;

export function toRequestView(row: RequestRecord, names: Names): RequestView {
  return {
    trace_id: row.trace_id,
    request_id: row.request_id,
    inbound_trace_id: row.inbound_trace_id,
    started_at: iso(row.started_at),
    endpoint: storedEndpoint.name(row.endpoint),
    stream: row.stream === 1,
    kind: storedKind.name(row.kind),
    app_model_alias: names.name(row.app_model_alias_id),
    client_id: names.name(row.client_id),
    tenant: names.nameOrNull(row.tenant_id),
    cohort: names.name(row.cohort_id),
    arm: storedArm.name(row.arm),
    llm_route_version: row.llm_route_version,
    state: storedRequestState.name(row.state),
    http_status: row.http_status,
    reason_code: storedReasonCode.nameOrNull(row.reason_code),
    llm_route: names.nameOrNull(row.llm_route_id),
    latency_ms: toMs(row.latency_us),
    time_to_first_token_ms: toMs(row.time_to_first_token_us),
    retry_count: row.retry_count,
    client_retry_count: row.client_retry_count,
    fallback_attempted: row.fallback_attempted === 1,
    fallback_reason: storedReasonCode.nameOrNull(row.fallback_reason),
    input_token_count: row.input_token_count,
    output_token_count: row.output_token_count,
    usage_source: storedUsageSource.name(row.usage_source),
    cost: row.cost,
  };
}

export function toChainLink(row: ChainRecord, names: Names): ChainLink {
  return {
    n: row.id % IDS_PER_REQUEST,
    state: storedAttemptState.name(row.state),
    purpose: storedPurpose.name(row.purpose),
    llm_route: names.name(row.llm_route_id),
    error_class: storedSignalClass.nameOrNull(row.error_class),
    detail: row.detail,
    reason_code: storedReasonCode.nameOrNull(row.reason_code),
    http_status: row.http_status,
    latency_ms: toMs(row.latency_us),
  };
}

export function toAttemptView(row: AttemptRecord, names: Names): AttemptView {
  return {
    ...toChainLink(row, names),
    started_at: iso(row.started_at),
    llm_route_version: row.llm_route_version,
    provider: names.name(row.provider_id),
    provider_model: names.name(row.provider_model_id),
    time_to_first_token_ms: toMs(row.time_to_first_token_us),
    timeout_ms: row.timeout_ms,
    provider_request_id: row.provider_request_id,
    finish_reason: row.finish_reason,
    response_model: row.response_model,
    input_token_count: row.input_token_count,
    output_token_count: row.output_token_count,
    usage_source: storedUsageSource.name(row.usage_source),
    cost: row.cost,
    error_excerpt: row.error_excerpt,
    // Only the ledger writes this column, always an array of strings.
    adaptations: row.adaptations === null ? [] : (JSON.parse(row.adaptations) as string[]),
    is_slow: row.is_slow === 1,
    next: storedNextStep.nameOrNull(row.next),
  };
}

function toMs(us: number | null): number | null {
  return us === null ? null : us / 1_000;
}
