import type { AttemptView, RequestDetail, RequestRow, RequestView } from "@/lib/contract/requests";

/** The moment the first fixture request began. */
export const FIXTURE_STARTED_AT = "2026-11-20T02:17:41.204Z";

const at = (offsetMs: number) => new Date(Date.parse(FIXTURE_STARTED_AT) + offsetMs).toISOString();

/** A served first attempt of `openai-chat`; `startsAfterMs` moves it from the start of the request. */
export function attemptView(overrides: Partial<AttemptView> & { startsAfterMs?: number } = {}): AttemptView {
  const { startsAfterMs = 0, ...rest } = overrides;
  return {
    n: 1,
    state: "served",
    purpose: "primary",
    started_at: at(startsAfterMs),
    llm_route: "openai-chat",
    llm_route_version: 42,
    provider: "openai",
    provider_model: "gpt-large",
    error_class: "ok",
    detail: null,
    reason_code: null,
    http_status: 200,
    latency_ms: 1_240,
    time_to_first_token_ms: 412,
    timeout_ms: 60_000,
    provider_request_id: "req_9f31c2",
    finish_reason: "stop",
    response_model: "gpt-large-2026-08-01",
    input_token_count: 812,
    output_token_count: 164,
    usage_source: "provider",
    cost: 0.00412,
    error_excerpt: null,
    adaptations: [],
    is_slow: false,
    next: "returned",
    ...rest,
  };
}

/** A first attempt of `openai-chat` that ran into its first-token deadline after eight seconds. */
export function timedOutAttempt(overrides: Parameters<typeof attemptView>[0] = {}): AttemptView {
  return attemptView({
    state: "failed",
    error_class: "transport_timeout",
    detail: "first_token",
    reason_code: "primary_timeout",
    http_status: null,
    latency_ms: 8_000,
    time_to_first_token_ms: null,
    provider_request_id: null,
    finish_reason: null,
    response_model: null,
    input_token_count: null,
    output_token_count: null,
    usage_source: "unknown",
    cost: null,
    next: "fallback",
    ...overrides,
  });
}

/** A candidate that was never called. */
export function skippedAttempt(overrides: Parameters<typeof attemptView>[0] = {}): AttemptView {
  return timedOutAttempt({
    n: 2,
    state: "skipped",
    purpose: "fallback",
    llm_route: "azure-eu",
    provider: "azure",
    error_class: null,
    detail: null,
    reason_code: "circuit_open",
    latency_ms: null,
    timeout_ms: null,
    next: null,
    ...overrides,
  });
}

export function requestView(overrides: Partial<RequestView> = {}): RequestView {
  return {
    trace_id: "7f2c90aa41d84f0e9c3b6f1d2ae58c91",
    request_id: null,
    inbound_trace_id: null,
    started_at: FIXTURE_STARTED_AT,
    endpoint: "chat",
    stream: true,
    kind: "traffic",
    app_model_alias: "support-summary-v3",
    client_id: "web-app",
    tenant: "acme",
    cohort: "general",
    arm: "stable",
    llm_route_version: 42,
    state: "succeeded",
    http_status: 200,
    reason_code: "served_by_primary",
    llm_route: "openai-chat",
    latency_ms: 1_240,
    time_to_first_token_ms: 412,
    retry_count: 0,
    client_retry_count: 0,
    fallback_attempted: false,
    fallback_reason: null,
    input_token_count: 812,
    output_token_count: 164,
    usage_source: "provider",
    cost: 0.00412,
    ...overrides,
  };
}

/** A primary that timed out, a candidate behind an open breaker, and the fallback that served. */
export function servedByFallback(): RequestDetail {
  return {
    request: requestView({
      reason_code: "served_by_fallback",
      llm_route: "comet-chat",
      latency_ms: 9_310,
      time_to_first_token_ms: 8_530,
      fallback_attempted: true,
      fallback_reason: "primary_timeout",
    }),
    attempts: [
      timedOutAttempt(),
      skippedAttempt({ n: 2, startsAfterMs: 8_001 }),
      attemptView({
        n: 3,
        purpose: "fallback",
        llm_route: "comet-chat",
        provider: "cometapi",
        startsAfterMs: 8_010,
        latency_ms: 1_300,
        time_to_first_token_ms: 520,
      }),
    ],
  };
}

export function requestRow(detail: RequestDetail): RequestRow {
  return {
    ...detail.request,
    attempts: detail.attempts.map(
      ({ n, state, purpose, llm_route, error_class, detail, reason_code, http_status, latency_ms }) => ({
        n,
        state,
        purpose,
        llm_route,
        error_class,
        detail,
        reason_code,
        http_status,
        latency_ms,
      }),
    ),
  };
}
