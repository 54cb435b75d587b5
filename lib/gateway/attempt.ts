import { classifyHttpFailure, classifyTimeout, classifyTransport } from "../core/classify";
import type { RequestFacts } from "../core/request-facts";
import type { Endpoint, Provider, RouteTimeouts } from "../core/routing-snapshot";
import { bareSignal, type Signal } from "../core/signal";
import type { TimeoutKind } from "../core/signal-class";
import type { TransportFailure, Upstream, UpstreamCall, UpstreamHeaders, UpstreamListener } from "../upstream/upstream";
import type { AnswerFindings, AnswerReader, ReaderVerdict, RunningAttempt } from "./answer-reader";
import { Deadlines } from "./deadlines";
import { asInterruption } from "./interruption";
import { atTurnEnd } from "./turn-end";
import { unexpectedType } from "./unexpected-type";
import { flatHeaders, headerOf } from "./upstream-header";

/** What was measured and read of one provider call, however it ended. */
export interface AttemptFacts extends AnswerFindings {
  readonly httpStatus: number | null;
  readonly latencyMs: number;
  readonly timeToFirstTokenMs: number | null;
  readonly providerRequestId: string | null;
  readonly adaptations: readonly string[];
}

export type AttemptEnd =
  /** A whole, valid answer. `held` are the bytes not yet given to the caller: all of a body, the last frames of a stream. */
  | { readonly kind: "served"; readonly facts: AttemptFacts; readonly held: Buffer; readonly contentType: string }
  /** Nothing visible reached the caller: another attempt may follow unnoticed. */
  | { readonly kind: "failed"; readonly facts: AttemptFacts; readonly signal: Signal }
  /** The caller has seen part of an answer that will not be completed. */
  | { readonly kind: "broken"; readonly facts: AttemptFacts; readonly signal: Signal }
  | { readonly kind: "client_closed"; readonly facts: AttemptFacts };

export interface AttemptOrder {
  readonly provider: Provider;
  readonly endpoint: Endpoint;
  readonly body: string;
  /** How the body differs from the caller's, in words. */
  readonly adaptations: readonly string[];
  readonly facts: RequestFacts;
  readonly timeouts: RouteTimeouts;
  readonly traceHeaders: readonly string[] | null;
  readonly reader: AnswerReader;
}

const MAX_ERROR_BODY_BYTES = 64 * 1024;
/**
 * How long the end of a whole answer is waited for. A chat stream may go on with usage after its finish reason; after the
 * terminal event of a Responses stream only `[DONE]` can follow, and some providers keep the connection open instead.
 */
const GOOD_BYE_MS: Readonly<Record<Endpoint, number>> = { chat: 1000, responses: 150 };
/** How long a provider may take to end its answer before its connection is given up. */
const RELEASE_MS = 1000;
const monotonicMs = (): number => performance.now();
const MORE: ReaderVerdict = { kind: "more" };

/**
 * One provider call from dispatch to its one end: deadlines, error bodies, and handing a 2xx body to its reader.
 * It never throws for what a provider does; every ending is a value.
 */
export class ProviderAttempt implements UpstreamListener, RunningAttempt {
  readonly #startedAtMs = performance.now();
  readonly #deadlines = new Deadlines(monotonicMs, (kind) => this.#expired(kind));
  #call: UpstreamCall | null = null;
  #isSent = false;
  #status: number | null = null;
  #headers: UpstreamHeaders = {};
  #errorBody: Buffer[] | null = null;
  #errorBytes = 0;
  #firstTokenAtMs: number | null = null;
  #isOver = false;
  /** What was left of the total deadline when the caller stopped reading; null while it reads. */
  #pausedWithMs: number | null = null;

  constructor(
    private readonly order: AttemptOrder,
    private readonly resolve: (end: AttemptEnd) => void,
    private readonly reject: (defect: unknown) => void,
  ) {}

  /** Makes the call and tells its end through `resolve`, or a defect of ours that hides it through `reject`, once. */
  start(upstream: Upstream): void {
    const { timeouts, provider, endpoint, body, facts, traceHeaders } = this.order;
    // The nearest first: the others then need no timer of their own.
    this.#deadlines.set("connect", timeouts.connectMs);
    this.#deadlines.set("total", timeouts.totalMs);
    this.#call = upstream.call({ provider, endpoint, body, stream: facts.stream, traceHeaders }, this);
  }

  /** The caller left: end the provider call now. */
  abandon(): void {
    this.#finish((facts) => ({ kind: "client_closed", facts }));
  }

  /** The caller reads slower than the provider writes: no deadline of the provider's runs meanwhile. */
  pause(): void {
    if (this.#isOver || this.#pausedWithMs !== null) return;
    this.#pausedWithMs = this.#deadlines.left("total");
    this.#deadlines.clear("total");
    this.#deadlines.clear("idle");
    this.#call?.pause();
  }

  resume(): void {
    if (this.#isOver || this.#pausedWithMs === null) return;
    this.#deadlines.set("total", this.#pausedWithMs);
    this.#pausedWithMs = null;
    this.#deadlines.set("idle", this.order.timeouts.idleMs);
    this.#call?.resume();
  }

  markFirstToken(): void {
    if (this.#firstTokenAtMs !== null) return;
    this.#firstTokenAtMs = performance.now();
    this.#deadlines.clear("first_token");
  }

  onSent(): void {
    this.#isSent = true;
    this.#deadlines.clear("connect");
    this.#deadlines.set("headers", this.order.timeouts.headersMs);
  }

  onHead(status: number, headers: UpstreamHeaders): void {
    this.#status = status;
    this.#headers = headers;
    this.#deadlines.clear("headers");
    this.#deadlines.set("idle", this.order.timeouts.idleMs);
    if (status >= 300 || !this.#hasExpectedType()) this.#errorBody = [];
    else if (this.order.facts.stream) this.#deadlines.set("first_token", this.order.timeouts.firstTokenMs);
  }

  onData(chunk: Buffer): void {
    if (this.#errorBody === null) {
      this.#conclude(this.#guard(() => this.order.reader.onData(chunk, this)));
      if (!this.#isOver && this.#pausedWithMs === null) this.#deadlines.set("idle", this.#quietMs());
    } else if (this.#errorBytes < MAX_ERROR_BODY_BYTES) {
      this.#errorBody.push(chunk);
      this.#errorBytes += chunk.length;
      if (this.#errorBytes >= MAX_ERROR_BODY_BYTES) this.#ended();
    }
  }

  onEnd(): void {
    atTurnEnd(() => this.#ended());
  }

  onFailure(failure: TransportFailure): void {
    if (this.order.reader.isComplete) this.#ended();
    else this.#fail(classifyTransport(failure));
  }

  #expired(kind: TimeoutKind): void {
    if (this.order.reader.isComplete) this.#ended();
    else this.#fail(classifyTimeout(kind, this.#isSent));
  }

  /** Everything the provider had to say is there. */
  #ended(): void {
    const error = this.#errorBody;
    const read = (): ReaderVerdict =>
      error === null ? this.order.reader.onEnd() : { kind: "failed", signal: this.#classifyErrorAnswer(error) };
    this.#conclude(this.#guard(read));
  }

  /** How long the provider may now say nothing. */
  #quietMs(): number {
    const { reader, endpoint, timeouts } = this.order;
    return reader.isComplete ? GOOD_BYE_MS[endpoint] : timeouts.idleMs;
  }

  #hasExpectedType(): boolean {
    const type = headerOf(this.#headers, "content-type")?.toLowerCase();
    // A provider that names no type is judged by what it sends.
    return type === undefined || type.startsWith(this.order.reader.expects);
  }

  #classifyErrorAnswer(chunks: Buffer[]): Signal {
    const bodyText = Buffer.concat(chunks).toString("utf8");
    const status = this.#status ?? 0;
    const headers = flatHeaders(this.#headers);
    if (status < 300) return unexpectedType(status, headers, bodyText);
    const deviations = this.order.provider.deviations?.[this.order.endpoint];
    return classifyHttpFailure({ status, headers, bodyText, nowMs: Date.now(), ...(deviations ? { deviations } : {}) });
  }

  #conclude(verdict: ReaderVerdict): void {
    if (verdict.kind === "more") return;
    if (verdict.kind === "served") {
      const contentType = headerOf(this.#headers, "content-type") ?? this.order.reader.expects;
      const { held } = verdict;
      this.#finish((facts) => ({ kind: "served", facts, held, contentType }));
    } else this.#finish((facts) => ({ ...verdict, facts }));
  }

  #fail(signal: Signal): void {
    if (this.order.reader.isCommitted) this.#conclude({ kind: "broken", signal: asInterruption(signal) });
    else this.#conclude({ kind: "failed", signal });
  }

  /** An exception while an answer is read fails this attempt, not the process. */
  #guard(read: () => ReaderVerdict): ReaderVerdict {
    if (this.#isOver) return MORE;
    try {
      return read();
    } catch (error) {
      const providerMessage = error instanceof Error ? error.message : "unreadable answer";
      const signal = bareSignal({
        class: "invalid_output",
        detail: "unreadable",
        httpStatus: this.#status,
        providerMessage,
      });
      return { kind: this.order.reader.isCommitted ? "broken" : "failed", signal };
    }
  }

  #finish(end: (facts: AttemptFacts) => AttemptEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#deadlines.stop();
    try {
      const ended = end(this.#facts());
      if (ended.kind === "served") this.#call?.release(RELEASE_MS);
      else this.#call?.abort();
      this.resolve(ended);
    } catch (defect) {
      this.#call?.abort();
      this.reject(defect);
    }
  }

  /** Written out: spreading the findings cost more than finding them. */
  #facts(): AttemptFacts {
    const firstTokenAtMs = this.#firstTokenAtMs;
    const { finishReason, responseModel, usage, responseId, visibleChars, note } = this.order.reader.findings();
    return {
      httpStatus: this.#status,
      latencyMs: performance.now() - this.#startedAtMs,
      timeToFirstTokenMs: firstTokenAtMs === null ? null : firstTokenAtMs - this.#startedAtMs,
      providerRequestId:
        headerOf(this.#headers, "x-request-id") ?? headerOf(this.#headers, "x-oneapi-request-id") ?? null,
      adaptations: this.order.adaptations,
      finishReason,
      responseModel,
      usage,
      responseId,
      visibleChars,
      note,
    };
  }
}
