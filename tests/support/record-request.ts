import type { Store } from "@/db/store";
import type { Arm } from "@/lib/core/routing-snapshot";

export interface RecordedRequest {
  readonly traceId: string;
  readonly atMs: number;
  readonly alias: string;
  readonly cohort: string;
  readonly arm: Arm;
  readonly route: string;
  readonly routeVersion: number;
  readonly isFailed?: boolean;
  readonly latencyMs?: number;
}

/** Records one finished request of one attempt the way the gateway does, and waits until it is durable. */
export async function recordRequest(store: Store, request: RecordedRequest): Promise<void> {
  const { traceId, atMs, alias, cohort, arm, route, routeVersion, isFailed = false, latencyMs = 400 } = request;
  const tokens = { inputTokens: 100, outputTokens: 20, usageSource: "provider", cost: null } as const;
  await new Promise<void>((resolve, reject) => {
    store.ledger.append(
      {
        traceId,
        open: {
          traceId,
          requestId: null,
          startedAtMs: atMs,
          kind: "traffic",
          endpoint: "chat",
          stream: false,
          alias,
          clientId: "web-app",
          tenant: null,
          cohort,
          arm,
          isControl: false,
          routeVersion,
          clientRetryCount: 0,
        },
        attempt: {
          n: 1,
          startedAtMs: atMs,
          purpose: "primary",
          route,
          provider: "openai",
          providerModel: "gpt-large",
          routeVersion,
          timeoutMs: 30_000,
        },
        outcome: {
          ...tokens,
          n: 1,
          state: isFailed ? "failed" : "served",
          errorClass: isFailed ? "server_error" : "ok",
          detail: null,
          reasonCode: isFailed ? "primary_transient_error" : null,
          httpStatus: isFailed ? 503 : 200,
          latencyMs,
          timeToFirstTokenMs: null,
          providerRequestId: null,
          finishReason: isFailed ? null : "stop",
          responseModel: null,
          errorExcerpt: null,
          adaptations: [],
          isSlow: false,
          next: isFailed ? "gave_up" : "returned",
        },
        close: {
          ...tokens,
          state: isFailed ? "failed" : "succeeded",
          httpStatus: isFailed ? 503 : 200,
          reasonCode: isFailed ? "primary_transient_error" : "served_by_primary",
          route: isFailed ? null : route,
          latencyMs,
          timeToFirstTokenMs: null,
          retryCount: 0,
          fallbackAttempted: false,
          fallbackReason: null,
        },
      },
      (failure) => (failure === null ? resolve() : reject(new Error(failure.message))),
    );
  });
}
