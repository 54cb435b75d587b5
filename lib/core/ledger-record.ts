import type { ReasonCode } from "./reason-code";
import type { Arm, Endpoint, TrafficKind } from "./routing-snapshot";
import type { SignalClass } from "./signal-class";

export type RequestState = "running" | "succeeded" | "failed" | "client_closed" | "interrupted";

export type AttemptState = "running" | "served" | "failed" | "skipped" | "interrupted";

export type AttemptPurpose = "primary" | "retry" | "fallback";

/** Where token counts came from. `unknown` never becomes a number. */
export type UsageSource = "provider" | "estimated" | "unknown";

/** What the engine decided after an attempt, in words the console prints. */
export type NextStep = "returned" | "retry" | "fallback" | "gave_up";

/** Written before the first provider call: who asked for what, and which version decided. Times are epoch milliseconds. */
export interface RequestIntent {
  readonly traceId: string;
  /** The caller's `x-request-id`, when it sent one. */
  readonly requestId: string | null;
  /** The trace the caller is in (`traceparent`), 32 hex digits; null when it sent none that is valid. */
  readonly inboundTraceId: string | null;
  readonly startedAtMs: number;
  readonly kind: TrafficKind;
  readonly endpoint: Endpoint;
  readonly stream: boolean;
  readonly alias: string;
  readonly clientId: string;
  readonly tenant: string | null;
  readonly cohort: string;
  readonly arm: Arm;
  /** In the concurrent control group: the stable callers a canary is compared with. */
  readonly isControl: boolean;
  readonly routeVersion: number;
  /** The caller's own SDK retry (`x-stainless-retry-count`); 0 when it sent none. */
  readonly clientRetryCount: number;
}

/** Written before each provider call. */
export interface AttemptIntent {
  readonly n: number;
  readonly startedAtMs: number;
  readonly purpose: AttemptPurpose;
  readonly route: string;
  readonly provider: string;
  readonly providerModel: string;
  readonly routeVersion: number;
  /** The total deadline of this attempt after clipping to the request's budget. */
  readonly timeoutMs: number;
}

/** How an attempt that was started ended. Latencies in milliseconds, cost in US dollars. */
export interface AttemptOutcome {
  readonly n: number;
  readonly state: Exclude<AttemptState, "running" | "skipped">;
  readonly errorClass: SignalClass;
  readonly detail: string | null;
  /** Null when the attempt served. */
  readonly reasonCode: ReasonCode | null;
  readonly httpStatus: number | null;
  readonly latencyMs: number;
  readonly timeToFirstTokenMs: number | null;
  readonly providerRequestId: string | null;
  readonly finishReason: string | null;
  readonly responseModel: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly usageSource: UsageSource;
  readonly cost: number | null;
  /** Sanitized, at most 2 KiB. */
  readonly errorExcerpt: string | null;
  readonly adaptations: readonly string[];
  /** Served, but slower than the alias's latency objective. */
  readonly isSlow: boolean;
  readonly next: NextStep;
}

/** A candidate that was never called, and why: the record shows routes that were not tried. */
export interface SkippedCandidate {
  readonly n: number;
  readonly atMs: number;
  readonly purpose: AttemptPurpose;
  readonly route: string;
  readonly provider: string;
  readonly providerModel: string;
  readonly routeVersion: number;
  readonly reasonCode: ReasonCode;
  /** For instance the parameter that makes a candidate incompatible. */
  readonly detail: string | null;
}

/** The one final outcome of a request. */
export interface RequestOutcome {
  readonly state: Exclude<RequestState, "running">;
  readonly httpStatus: number | null;
  readonly reasonCode: ReasonCode;
  /** The route that served; null when none did. */
  readonly route: string | null;
  readonly latencyMs: number;
  readonly timeToFirstTokenMs: number | null;
  readonly retryCount: number;
  readonly fallbackAttempted: boolean;
  readonly fallbackReason: ReasonCode | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly usageSource: UsageSource;
  /** Sum over all attempts with a known cost; null when none is known. */
  readonly cost: number | null;
}

/** One group of facts that must reach the disk together, in order. */
export interface LedgerEntry {
  readonly traceId: string;
  readonly open?: RequestIntent;
  readonly attempt?: AttemptIntent;
  readonly outcome?: AttemptOutcome;
  readonly skipped?: readonly SkippedCandidate[];
  readonly close?: RequestOutcome;
}

/**
 * The gateway's way to the ledger. `append` takes the entry at once and calls `onSettled` when it is durable
 * (`strict`) or queued (`relaxed`), or with an error when it cannot be recorded; entries of one trace keep their order.
 */
export interface Ledger {
  append(entry: LedgerEntry, onSettled: (failure: LedgerFailure | null) => void): void;
}

/** The ledger cannot take more: the request must be refused as `overloaded`, never served unrecorded. */
export interface LedgerFailure {
  readonly kind: "queue_full" | "disk_full" | "unwritable" | "closed";
  readonly message: string;
}
