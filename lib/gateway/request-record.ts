import { costOf } from "../core/cost";
import type {
  AttemptOutcome,
  Ledger,
  LedgerEntry,
  LedgerFailure,
  NextStep,
  RequestIntent,
  RequestOutcome,
  SkippedCandidate,
} from "../core/ledger-record";
import type { ReasonCode } from "../core/reason-code";
import type { RunStep } from "../core/request-run";
import type { Signal } from "../core/signal";
import type { AttemptEnd, AttemptFacts } from "./attempt";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type AttemptStep = Extract<RunStep, { kind: "attempt" }>;

/** How an attempt ended, in the words the ledger needs. */
export interface AttemptConclusion {
  readonly step: AttemptStep;
  readonly end: AttemptEnd;
  readonly reasonCode: ReasonCode | null;
  readonly next: NextStep;
  readonly isSlow: boolean;
  /** What is worth knowing of an end that is no failure of the provider. */
  readonly note?: string | null;
}

export interface RequestConclusion {
  readonly state: RequestOutcome["state"];
  readonly httpStatus: number | null;
  readonly reasonCode: ReasonCode;
  readonly route: string | null;
  readonly retryCount: number;
  readonly fallbackAttempted: boolean;
  readonly fallbackReason: ReasonCode | null;
}

/**
 * Builds the ledger entries of one request. What happened is handed over in order; nothing is kept back for later, so
 * a crash at any moment leaves a record that says how far the request came.
 */
export class RequestRecord {
  readonly #startedAtMs = performance.now();
  #isOpen = false;
  /** The attempt that was begun and has not ended. */
  #openStep: AttemptStep | null = null;
  #pendingOutcome: AttemptOutcome | null = null;
  #cost: number | null = null;
  #served: AttemptOutcome | null = null;
  #firstTokenAtMs: number | null = null;

  constructor(
    private readonly ledger: Ledger,
    private readonly intent: RequestIntent,
    private readonly options: {
      readonly estimatedInputTokens: number;
      excerpt(text: string): string;
      /** Makes a short text of the provider safe to keep. */
      label(text: string): string;
      /** Told the outcome as it is handed to the ledger. */
      onOutcome(outcome: RequestOutcome): void;
    },
  ) {}

  /** Records that this attempt is about to be made, by which version. Resolves when the provider may be called, or with why it may not. */
  intend(step: AttemptStep, routeVersion: number, atMs: number): Promise<LedgerFailure | null> {
    const { route } = step;
    const entry = this.#entry(step.skipped);
    entry.attempt = {
      n: step.n,
      startedAtMs: atMs,
      purpose: step.purpose,
      route: route.id,
      provider: route.provider,
      providerModel: route.model,
      routeVersion,
      timeoutMs: step.timeouts.totalMs,
    };
    this.#openStep = step;
    return this.#append(entry);
  }

  /** Notes how an attempt ended; it is written with whatever comes next. */
  conclude(conclusion: AttemptConclusion): void {
    this.#openStep = null;
    const outcome = this.#outcome(conclusion);
    if (outcome.cost !== null) this.#cost = (this.#cost ?? 0) + outcome.cost;
    if (outcome.state === "served") this.#served = outcome;
    this.#pendingOutcome = outcome;
  }

  /** What was decided after the last attempt was not done: the map changed before its turn came. */
  amendNext(next: NextStep): void {
    if (this.#pendingOutcome !== null) this.#pendingOutcome = { ...this.#pendingOutcome, next };
  }

  /** Writes the one final outcome. Resolves when the caller may be given the last byte, or with why it may not. */
  close(conclusion: RequestConclusion, skipped: readonly SkippedCandidate[]): Promise<LedgerFailure | null> {
    const served = this.#served;
    const outcome: RequestOutcome = {
      state: conclusion.state,
      httpStatus: conclusion.httpStatus,
      reasonCode: conclusion.reasonCode,
      route: conclusion.route,
      latencyMs: performance.now() - this.#startedAtMs,
      timeToFirstTokenMs: this.#firstTokenMs(),
      retryCount: conclusion.retryCount,
      fallbackAttempted: conclusion.fallbackAttempted,
      fallbackReason: conclusion.fallbackReason,
      inputTokens: served?.inputTokens ?? null,
      outputTokens: served?.outputTokens ?? null,
      usageSource: served?.usageSource ?? "unknown",
      cost: this.#cost,
    };
    this.options.onOutcome(outcome);
    const entry = this.#entry(skipped);
    entry.close = outcome;
    return this.#append(entry);
  }

  /** A defect of ours ended the request: what was begun is closed, so that no row stays open until the next start. */
  interrupt(counts: Pick<RequestConclusion, "retryCount" | "fallbackAttempted" | "fallbackReason">): void {
    if (!this.#isOpen) return;
    if (this.#openStep !== null) this.#pendingOutcome = interruptedAttempt(this.#openStep);
    const { retryCount, fallbackAttempted, fallbackReason } = counts;
    const counted = { retryCount, fallbackAttempted, fallbackReason };
    const end = { state: "interrupted", httpStatus: null, reasonCode: "gateway_interrupted", route: null } as const;
    void this.close({ ...end, ...counted }, []);
  }

  /** The caller's wait for its first token counts from the request, not from the attempt that served it. */
  noteFirstToken(): void {
    this.#firstTokenAtMs ??= performance.now();
  }

  #firstTokenMs(): number | null {
    return this.#firstTokenAtMs === null ? null : this.#firstTokenAtMs - this.#startedAtMs;
  }

  #append(entry: LedgerEntry): Promise<LedgerFailure | null> {
    return new Promise((resolve) => this.ledger.append(entry, resolve));
  }

  /** What has to be written before anything new: the request itself, the last attempt's end, candidates passed over. */
  #entry(skipped: readonly SkippedCandidate[]): Mutable<LedgerEntry> {
    const entry: Mutable<LedgerEntry> = { traceId: this.intent.traceId };
    if (!this.#isOpen) entry.open = this.intent;
    this.#isOpen = true;
    if (this.#pendingOutcome !== null) entry.outcome = this.#pendingOutcome;
    this.#pendingOutcome = null;
    if (skipped.length > 0) entry.skipped = skipped;
    return entry;
  }

  #outcome({ step, end, reasonCode, next, isSlow, note }: AttemptConclusion): AttemptOutcome {
    const { facts } = end;
    const signal = end.kind === "failed" || end.kind === "broken" ? end.signal : null;
    const { inputTokens, outputTokens, usageSource } = this.#usage(facts, end.kind === "served");
    return {
      n: step.n,
      state: end.kind === "served" ? "served" : "failed",
      errorClass: end.kind === "served" ? "ok" : end.kind === "client_closed" ? "client_closed" : end.signal.class,
      detail: signal?.detail ?? note ?? step.note ?? facts.note,
      reasonCode,
      httpStatus: facts.httpStatus,
      latencyMs: facts.latencyMs,
      timeToFirstTokenMs: facts.timeToFirstTokenMs,
      providerRequestId: this.#label(signal?.providerRequestId ?? facts.providerRequestId),
      finishReason: this.#label(facts.finishReason),
      responseModel: this.#label(facts.responseModel),
      inputTokens,
      outputTokens,
      usageSource,
      cost: costOf(step.route.price, inputTokens, outputTokens),
      errorExcerpt: this.#errorExcerpt(signal),
      adaptations: facts.adaptations,
      isSlow,
      next,
    };
  }

  #usage(facts: AttemptFacts, isServed: boolean): Pick<AttemptOutcome, "inputTokens" | "outputTokens" | "usageSource"> {
    if (facts.usage !== null) {
      const { inputTokens, outputTokens } = facts.usage;
      return { inputTokens, outputTokens, usageSource: "provider" };
    }
    if (!isServed) return { inputTokens: null, outputTokens: null, usageSource: "unknown" };
    return {
      inputTokens: this.options.estimatedInputTokens,
      outputTokens: Math.ceil(facts.visibleChars / 4),
      usageSource: "estimated",
    };
  }

  #label(text: string | null): string | null {
    return text === null ? null : this.options.label(text);
  }

  #errorExcerpt(signal: Signal | null): string | null {
    return signal === null || signal.providerMessage === null ? null : this.options.excerpt(signal.providerMessage);
  }
}

function interruptedAttempt({ n }: AttemptStep): AttemptOutcome {
  return {
    n,
    state: "interrupted",
    errorClass: "gateway_interrupted",
    detail: null,
    reasonCode: "gateway_interrupted",
    httpStatus: null,
    latencyMs: 0,
    timeToFirstTokenMs: null,
    providerRequestId: null,
    finishReason: null,
    responseModel: null,
    inputTokens: null,
    outputTokens: null,
    usageSource: "unknown",
    cost: null,
    errorExcerpt: null,
    adaptations: [],
    isSlow: false,
    next: "gave_up",
  };
}
