import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * One row a user request. Times are epoch milliseconds, durations microseconds, cost US dollars; `*_id` columns point
 * into `names`, small sets hold the numbers of `stored-codes`. `seq` grows in the order of arrival.
 */
export const requests = sqliteTable(
  "requests",
  {
    seq: integer("seq").primaryKey(),
    traceId: text("trace_id").notNull().unique(),
    requestId: text("request_id"),
    startedAt: integer("started_at").notNull(),
    kind: integer("kind").notNull(),
    endpoint: integer("endpoint").notNull(),
    stream: integer("stream").notNull(),
    aliasId: integer("app_model_alias_id").notNull(),
    clientId: integer("client_id").notNull(),
    tenantId: integer("tenant_id"),
    cohortId: integer("cohort_id").notNull(),
    arm: integer("arm").notNull(),
    isControl: integer("is_control").notNull(),
    routeVersion: integer("llm_route_version").notNull(),
    clientRetryCount: integer("client_retry_count").notNull(),
    state: integer("state").notNull(),
    httpStatus: integer("http_status"),
    reasonCode: integer("reason_code"),
    /** The route that served; null while running and when none did. */
    routeId: integer("llm_route_id"),
    latencyUs: integer("latency_us"),
    timeToFirstTokenUs: integer("time_to_first_token_us"),
    retryCount: integer("retry_count").notNull().default(0),
    fallbackAttempted: integer("fallback_attempted").notNull().default(0),
    fallbackReason: integer("fallback_reason"),
    inputTokenCount: integer("input_token_count"),
    outputTokenCount: integer("output_token_count"),
    usageSource: integer("usage_source").notNull().default(0),
    cost: real("cost"),
    /** One bit for each signal class but `ok` that some call of the request ended in. */
    failedClasses: integer("failed_classes").notNull().default(0),
    /** The trace of the caller's `traceparent`. */
    inboundTraceId: text("inbound_trace_id"),
  },
  (table) => [
    index("requests_started").on(table.startedAt, table.aliasId),
    // Few requests have a failed call, so finding one by class reads only those.
    index("requests_with_failures").on(table.startedAt).where(sql`failed_classes <> 0`),
  ],
);

/**
 * One row a provider call or a candidate that was never called. `id` is `requests.seq * 256 + n`, so that a chain is
 * one range of the primary key and needs no index of its own.
 */
export const attempts = sqliteTable("attempts", {
  id: integer("id").primaryKey(),
  state: integer("state").notNull(),
  purpose: integer("purpose").notNull(),
  startedAt: integer("started_at").notNull(),
  routeId: integer("llm_route_id").notNull(),
  providerId: integer("provider_id").notNull(),
  providerModelId: integer("provider_model_id").notNull(),
  routeVersion: integer("llm_route_version").notNull(),
  timeoutMs: integer("timeout_ms"),
  errorClass: integer("error_class"),
  detail: text("detail"),
  reasonCode: integer("reason_code"),
  httpStatus: integer("http_status"),
  latencyUs: integer("latency_us"),
  timeToFirstTokenUs: integer("time_to_first_token_us"),
  providerRequestId: text("provider_request_id"),
  finishReason: text("finish_reason"),
  responseModel: text("response_model"),
  inputTokenCount: integer("input_token_count"),
  outputTokenCount: integer("output_token_count"),
  usageSource: integer("usage_source").notNull().default(0),
  cost: real("cost"),
  /** Sanitized before it comes here, at most 2 KiB. */
  errorExcerpt: text("error_excerpt"),
  /** JSON array of the changes made to the request for this candidate; null when there were none. */
  adaptations: text("adaptations"),
  isSlow: integer("is_slow").notNull().default(0),
  next: integer("next"),
});

/** One row: where a start has to look for work a crash left open. Every request before `open_from_seq` is closed. */
export const ledgerMark = sqliteTable("ledger_mark", {
  id: integer("id").primaryKey(),
  openFromSeq: integer("open_from_seq").notNull(),
});
