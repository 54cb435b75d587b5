import type { ReasonCode } from "../core/reason-code";
import type { Arm, Endpoint } from "../core/routing-snapshot";
import { errorFrames, isNumbered, sequenceAfter } from "./error-frames";
import type { Exchange } from "./exchange";
import { type Refusal, refuse } from "./refusal";
import type { StreamSink } from "./stream-relay";

/** The clockwork of a streamed answer. */
export interface StreamPace {
  /** Between two signs of life to the caller of a buffered stream. */
  readonly keepAliveMs: number;
  /** How long a caller may take nothing of what is written to it before it counts as gone. */
  readonly writeStallMs: number;
}

export const STREAM_PACE: StreamPace = { keepAliveMs: 10_000, writeStallMs: 60_000 };

const KEEP_ALIVE = Buffer.from(": keep-alive\n\n");

/** What the answer headers say about how a request was served so far. */
export interface AnswerLabels {
  readonly traceId: string;
  readonly routeVersion: number;
  readonly arm: Arm;
  route: string | null;
  attempts: number;
  reason: ReasonCode | null;
  /** The route that is asked does not know what was said before. */
  isContextReset: boolean;
}

/**
 * The caller's side of one request: opened at most once, ended exactly once. A stream is opened by its first byte, so
 * that until then a failure can still be answered with a status of its own.
 */
export class Answer implements StreamSink {
  #isOpen = false;
  #keepAlive: NodeJS.Timeout | null = null;
  #stall: NodeJS.Timeout | null = null;
  #onDrain: (() => void) | null = null;
  /** The last frames of a Responses stream that carry a number, for the frames that may have to follow. */
  #numbered: Buffer | null = null;
  /** The caller was cut off because it had stopped reading. */
  hasStalled = false;

  constructor(
    private readonly exchange: Exchange,
    private readonly endpoint: Endpoint,
    readonly labels: AnswerLabels,
    private readonly pace: StreamPace = STREAM_PACE,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen;
  }

  write(bytes: Buffer): boolean {
    this.#open();
    if (this.endpoint === "responses" && isNumbered(bytes)) this.#numbered = bytes;
    if (this.exchange.write(bytes)) return true;
    if (this.#stall === null) {
      this.#stall = setTimeout(() => this.#cutOff(), this.pace.writeStallMs);
      this.exchange.onDrain(() => this.#drained());
    }
    return false;
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener;
  }

  /** Shows the caller of a buffered stream that somebody is at work, with comments that every reader skips. */
  startKeepAlive(): void {
    this.#keepAlive = setInterval(() => this.write(KEEP_ALIVE), this.pace.keepAliveMs);
  }

  /** A whole JSON body with the provider's bytes. */
  endWhole(body: Buffer, contentType: string): void {
    this.#stopKeepAlive();
    const headers = this.#headers();
    headers["content-type"] = contentType;
    headers["content-length"] = String(body.length);
    this.exchange.head(200, headers);
    this.exchange.end(body);
  }

  /** The last frames of a complete stream. */
  endStream(frames: Buffer): void {
    this.#stopKeepAlive();
    this.#open();
    this.exchange.end(frames);
  }

  /** An error: as a status while nothing was sent, as frames that make an SDK raise once a stream is open. */
  endFailed(refusal: Refusal, reason: ReasonCode): void {
    this.#stopKeepAlive();
    if (this.#isOpen) {
      const sequence = sequenceAfter(this.#numbered);
      this.exchange.end(errorFrames(this.endpoint, reason, refusal.message, sequence));
    } else refuse(this.exchange, { ...refusal, headers: { ...this.#headers(), ...refusal.headers } });
  }

  /** The request is over, or the caller is gone. */
  abandon(): void {
    this.#stopKeepAlive();
    this.#endStall();
  }

  #drained(): void {
    this.#endStall();
    const listener = this.#onDrain;
    this.#onDrain = null;
    listener?.();
  }

  #endStall(): void {
    if (this.#stall !== null) clearTimeout(this.#stall);
    this.#stall = null;
  }

  #cutOff(): void {
    this.hasStalled = true;
    this.exchange.fail();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const headers = this.#headers();
    headers["content-type"] = "text/event-stream; charset=utf-8";
    headers["cache-control"] = "no-cache, no-transform";
    headers["x-accel-buffering"] = "no";
    this.exchange.head(200, headers);
  }

  #stopKeepAlive(): void {
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    this.#keepAlive = null;
  }

  #headers(): Record<string, string | undefined> {
    const { traceId, route, routeVersion, arm, attempts, reason, isContextReset } = this.labels;
    return {
      "x-switchyard-trace-id": traceId,
      "x-switchyard-route": route ?? undefined,
      "x-switchyard-route-version": String(routeVersion),
      "x-switchyard-arm": arm,
      "x-switchyard-attempts": String(attempts),
      "x-switchyard-reason": reason ?? undefined,
      "x-switchyard-context-reset": isContextReset ? "true" : undefined,
    };
  }
}
