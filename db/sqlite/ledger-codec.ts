import type {
  AttemptIntent,
  AttemptOutcome,
  LedgerEntry,
  RequestIntent,
  RequestOutcome,
  SkippedCandidate,
} from "@/lib/core/ledger-record";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const HAS_OPEN = 1;
const HAS_ATTEMPT = 2;
const HAS_OUTCOME = 4;
const HAS_SKIPPED = 8;
const HAS_CLOSE = 16;

/**
 * A batch of entries on its way to the writer thread: the values in a fixed order as one flat JSON array. Measured on
 * batches of 32: 1.6 us an entry there and back, against 2.2 us for cloning objects and 2.9 us for JSON with names.
 */
export function encodeEntries(entries: readonly LedgerEntry[]): string {
  const out: unknown[] = [];
  for (const { traceId, open, attempt, outcome, skipped, close } of entries) {
    out.push(
      traceId,
      (open ? HAS_OPEN : 0) |
        (attempt ? HAS_ATTEMPT : 0) |
        (outcome ? HAS_OUTCOME : 0) |
        (skipped ? HAS_SKIPPED : 0) |
        (close ? HAS_CLOSE : 0),
    );
    if (open) pushOpen(out, open);
    if (attempt) pushAttempt(out, attempt);
    if (outcome) pushOutcome(out, outcome);
    if (skipped) pushSkipped(out, skipped);
    if (close) pushClose(out, close);
  }
  return JSON.stringify(out);
}

/** The entries `encodeEntries` was given. */
export function decodeEntries(body: string): LedgerEntry[] {
  const values = new Values(JSON.parse(body));
  const entries: LedgerEntry[] = [];
  while (values.hasMore) {
    const traceId = values.next<string>();
    const parts = values.next<number>();
    // Assigned one by one: spreading optional parts cost as much as the rest of the decoding.
    const entry: Writable<LedgerEntry> = { traceId };
    if (parts & HAS_OPEN) entry.open = readOpen(values, traceId);
    if (parts & HAS_ATTEMPT) entry.attempt = readAttempt(values);
    if (parts & HAS_OUTCOME) entry.outcome = readOutcome(values);
    if (parts & HAS_SKIPPED) entry.skipped = readSkipped(values);
    if (parts & HAS_CLOSE) entry.close = readClose(values);
    entries.push(entry);
  }
  return entries;
}

class Values {
  private at = 0;

  constructor(private readonly values: readonly unknown[]) {}

  get hasMore(): boolean {
    return this.at < this.values.length;
  }

  /** The cast is safe because both ends are this file: the order of reading is the order of writing. */
  next<Value>(): Value {
    const value = this.values[this.at];
    this.at += 1;
    return value as Value;
  }
}

function pushOpen(out: unknown[], open: RequestIntent): void {
  out.push(open.requestId, open.startedAtMs, open.kind, open.endpoint, open.stream, open.alias, open.clientId);
  out.push(open.tenant, open.cohort, open.arm, open.isControl, open.routeVersion, open.clientRetryCount);
  out.push(open.inboundTraceId);
}

function readOpen(values: Values, traceId: string): RequestIntent {
  return {
    traceId,
    requestId: values.next(),
    startedAtMs: values.next(),
    kind: values.next(),
    endpoint: values.next(),
    stream: values.next(),
    alias: values.next(),
    clientId: values.next(),
    tenant: values.next(),
    cohort: values.next(),
    arm: values.next(),
    isControl: values.next(),
    routeVersion: values.next(),
    clientRetryCount: values.next(),
    inboundTraceId: values.next(),
  };
}

function pushAttempt(out: unknown[], attempt: AttemptIntent): void {
  out.push(attempt.n, attempt.startedAtMs, attempt.purpose, attempt.route, attempt.provider, attempt.providerModel);
  out.push(attempt.routeVersion, attempt.timeoutMs);
}

function readAttempt(values: Values): AttemptIntent {
  return {
    n: values.next(),
    startedAtMs: values.next(),
    purpose: values.next(),
    route: values.next(),
    provider: values.next(),
    providerModel: values.next(),
    routeVersion: values.next(),
    timeoutMs: values.next(),
  };
}

function pushOutcome(out: unknown[], outcome: AttemptOutcome): void {
  out.push(outcome.n, outcome.state, outcome.errorClass, outcome.detail, outcome.reasonCode, outcome.httpStatus);
  out.push(outcome.latencyMs, outcome.timeToFirstTokenMs, outcome.providerRequestId, outcome.finishReason);
  out.push(outcome.responseModel, outcome.inputTokens, outcome.outputTokens, outcome.usageSource, outcome.cost);
  out.push(outcome.errorExcerpt, outcome.adaptations, outcome.isSlow, outcome.next);
}

function readOutcome(values: Values): AttemptOutcome {
  return {
    n: values.next(),
    state: values.next(),
    errorClass: values.next(),
    detail: values.next(),
    reasonCode: values.next(),
    httpStatus: values.next(),
    latencyMs: values.next(),
    timeToFirstTokenMs: values.next(),
    providerRequestId: values.next(),
    finishReason: values.next(),
    responseModel: values.next(),
    inputTokens: values.next(),
    outputTokens: values.next(),
    usageSource: values.next(),
    cost: values.next(),
    errorExcerpt: values.next(),
    adaptations: values.next(),
    isSlow: values.next(),
    next: values.next(),
  };
}

function pushSkipped(out: unknown[], skipped: readonly SkippedCandidate[]): void {
  out.push(skipped.length);
  for (const candidate of skipped) {
    out.push(candidate.n, candidate.atMs, candidate.purpose, candidate.route, candidate.provider);
    out.push(candidate.providerModel, candidate.routeVersion, candidate.reasonCode, candidate.detail);
  }
}

function readSkipped(values: Values): SkippedCandidate[] {
  return Array.from({ length: values.next<number>() }, () => ({
    n: values.next(),
    atMs: values.next(),
    purpose: values.next(),
    route: values.next(),
    provider: values.next(),
    providerModel: values.next(),
    routeVersion: values.next(),
    reasonCode: values.next(),
    detail: values.next(),
  }));
}

function pushClose(out: unknown[], close: RequestOutcome): void {
  out.push(close.state, close.httpStatus, close.reasonCode, close.route, close.latencyMs, close.timeToFirstTokenMs);
  out.push(close.retryCount, close.fallbackAttempted, close.fallbackReason, close.inputTokens, close.outputTokens);
  out.push(close.usageSource, close.cost);
}

function readClose(values: Values): RequestOutcome {
  return {
    state: values.next(),
    httpStatus: values.next(),
    reasonCode: values.next(),
    route: values.next(),
    latencyMs: values.next(),
    timeToFirstTokenMs: values.next(),
    retryCount: values.next(),
    fallbackAttempted: values.next(),
    fallbackReason: values.next(),
    inputTokens: values.next(),
    outputTokens: values.next(),
    usageSource: values.next(),
    cost: values.next(),
  };
}
