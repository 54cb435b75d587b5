import { costOf } from "@/lib/core/cost";
import type {
  AttemptOutcome,
  LedgerEntry,
  RequestIntent,
  RequestOutcome,
  SkippedCandidate,
} from "@/lib/core/ledger-record";
import type { FailureDecision, RunStep } from "@/lib/core/request-run";
import type { Signal } from "@/lib/core/signal";

export type AttemptStep = Extract<RunStep, { kind: "attempt" }>;

export interface TokenCounts {
  readonly input: number;
  readonly output: number;
}

const NO_USAGE = { inputTokens: null, outputTokens: null, usageSource: "unknown" } as const;

/** Collects the ledger entries of one request, in the order and grouping in which the gateway writes them. */
export class RehearsedRecord {
  readonly entries: LedgerEntry[] = [];
  #pending: AttemptOutcome | null = null;
  #cost: number | null = null;
  #isServed = false;

  constructor(
    private readonly intent: RequestIntent,
    private readonly tokens: TokenCounts,
  ) {}

  intend(step: AttemptStep, startedAtMs: number): void {
    const { route, purpose, n, timeouts } = step;
    this.#append(step.skipped, {
      attempt: {
        n,
        startedAtMs,
        purpose,
        route: route.id,
        provider: route.provider,
        providerModel: route.model,
        routeVersion: this.intent.routeVersion,
        timeoutMs: timeouts.totalMs,
      },
    });
  }

  served(step: AttemptStep, latencyMs: number, timeToFirstTokenMs: number | null, isSlow: boolean): void {
    const usage = this.#usage();
    const cost = costOf(step.route.price, usage.inputTokens, usage.outputTokens);
    this.#cost = cost === null ? this.#cost : (this.#cost ?? 0) + cost;
    this.#isServed = true;
    this.#pending = {
      ...unfinished(step, latencyMs),
      ...usage,
      state: "served",
      errorClass: "ok",
      httpStatus: 200,
      timeToFirstTokenMs,
      finishReason: "stop",
      responseModel: `${step.route.model}-2026-01-15`,
      cost,
      isSlow,
      next: "returned",
    };
  }

  failed(step: AttemptStep, signal: Signal, latencyMs: number, decided: FailureDecision | null): void {
    this.#pending = {
      ...unfinished(step, latencyMs),
      state: "failed",
      errorClass: signal.class,
      detail: signal.detail ?? step.note,
      reasonCode: decided?.attemptReason ?? "stream_interrupted",
      httpStatus: signal.httpStatus,
      errorExcerpt: signal.providerMessage,
      next: decided?.next ?? "gave_up",
    };
  }

  close(
    end: Omit<RequestOutcome, "inputTokens" | "outputTokens" | "usageSource" | "cost">,
    skipped: readonly SkippedCandidate[],
  ): void {
    const usage = this.#isServed ? this.#usage() : NO_USAGE;
    this.#append(skipped, { close: { ...end, ...usage, cost: this.#cost } });
  }

  #usage() {
    return { inputTokens: this.tokens.input, outputTokens: this.tokens.output, usageSource: "provider" } as const;
  }

  /** The first entry opens the request; how an attempt ended is written with whatever comes next. */
  #append(skipped: readonly SkippedCandidate[], facts: Pick<LedgerEntry, "attempt" | "close">): void {
    const outcome = this.#pending;
    this.#pending = null;
    this.entries.push({
      traceId: this.intent.traceId,
      ...(this.entries.length === 0 ? { open: this.intent } : {}),
      ...(outcome === null ? {} : { outcome }),
      ...(skipped.length === 0 ? {} : { skipped }),
      ...facts,
    });
  }
}

function unfinished(step: AttemptStep, latencyMs: number) {
  return {
    ...NO_USAGE,
    n: step.n,
    detail: step.note,
    reasonCode: null,
    latencyMs,
    timeToFirstTokenMs: null,
    providerRequestId: null,
    finishReason: null,
    responseModel: null,
    cost: null,
    errorExcerpt: null,
    adaptations: [],
    isSlow: false,
  } as const;
}
