import type { SqliteStore } from "@/db/sqlite/open-store";
import type {
  AttemptIntent,
  AttemptOutcome,
  LedgerEntry,
  LedgerFailure,
  RequestIntent,
  RequestOutcome,
} from "@/lib/core/ledger-record";

/** 2026-11-20T10:00:00Z, the start of a minute, a quarter and an hour. */
export const T0 = Date.UTC(2026, 10, 20, 10, 0, 0);

let traces = 0;

/** Trace ids in the shape of the gateway's: 32 hex digits. */
export function nextTraceId(): string {
  traces += 1;
  return traces.toString(16).padStart(32, "0");
}

export function requestIntent(overrides: Partial<RequestIntent> = {}): RequestIntent {
  return {
    traceId: nextTraceId(),
    requestId: null,
    startedAtMs: T0,
    kind: "traffic",
    endpoint: "chat",
    stream: false,
    alias: "support-summary-v3",
    clientId: "web-app",
    tenant: "acme",
    cohort: "general",
    arm: "stable",
    isControl: false,
    routeVersion: 1,
    clientRetryCount: 0,
    inboundTraceId: null,
    ...overrides,
  };
}

export function attemptIntent(overrides: Partial<AttemptIntent> = {}): AttemptIntent {
  return {
    n: 1,
    startedAtMs: T0,
    purpose: "primary",
    route: "openai-chat",
    provider: "openai",
    providerModel: "gpt-large",
    routeVersion: 1,
    timeoutMs: 60_000,
    ...overrides,
  };
}

export function served(overrides: Partial<AttemptOutcome> = {}): AttemptOutcome {
  return {
    n: 1,
    state: "served",
    errorClass: "ok",
    detail: null,
    reasonCode: null,
    httpStatus: 200,
    latencyMs: 812.5,
    timeToFirstTokenMs: 210.25,
    providerRequestId: "req_8f41c2",
    finishReason: "stop",
    responseModel: "gpt-large-2026-08",
    inputTokens: 410,
    outputTokens: 220,
    usageSource: "provider",
    cost: 0.0004,
    errorExcerpt: null,
    adaptations: [],
    isSlow: false,
    next: "returned",
    ...overrides,
  };
}

export function failed(overrides: Partial<AttemptOutcome> = {}): AttemptOutcome {
  return served({
    state: "failed",
    errorClass: "transport_timeout",
    detail: "headers",
    reasonCode: "primary_timeout",
    httpStatus: null,
    latencyMs: 30_000,
    timeToFirstTokenMs: null,
    providerRequestId: null,
    finishReason: null,
    responseModel: null,
    inputTokens: null,
    outputTokens: null,
    usageSource: "unknown",
    cost: null,
    next: "fallback",
    ...overrides,
  });
}

export function requestOutcome(overrides: Partial<RequestOutcome> = {}): RequestOutcome {
  return {
    state: "succeeded",
    httpStatus: 200,
    reasonCode: "served_by_primary",
    route: "openai-chat",
    latencyMs: 815,
    timeToFirstTokenMs: 212,
    retryCount: 0,
    fallbackAttempted: false,
    fallbackReason: null,
    inputTokens: 410,
    outputTokens: 220,
    usageSource: "provider",
    cost: 0.0004,
    ...overrides,
  };
}

/** The two entries of a request that its first call served. */
export function plainRequest(overrides: Partial<RequestIntent> = {}): [LedgerEntry, LedgerEntry] {
  const open = requestIntent(overrides);
  const attempt = attemptIntent({ startedAtMs: open.startedAtMs, routeVersion: open.routeVersion });
  return [
    { traceId: open.traceId, open, attempt },
    { traceId: open.traceId, outcome: served(), close: requestOutcome() },
  ];
}

/** Appends and waits until the entry is settled. */
export function append(store: SqliteStore, entry: LedgerEntry): Promise<LedgerFailure | null> {
  return new Promise((resolve) => store.ledger.append(entry, resolve));
}

export async function appendAll(store: SqliteStore, entries: readonly LedgerEntry[]): Promise<void> {
  const failures = await Promise.all(entries.map((entry) => append(store, entry)));
  const failure = failures.find((outcome) => outcome !== null);
  if (failure) throw new Error(failure.message);
}
