import type { Dispatcher } from "undici";
import type { TransportFailure, UpstreamCall, UpstreamHeaders, UpstreamListener } from "./upstream";

/** How much of an answer that cannot be paused is taken in for a caller that is not reading. */
const MAX_UNPAUSED_BYTES = 16 * 1024 * 1024;

/** One call on a provider's pool: undici's callbacks in, the gateway's out; nothing is told after its one end. */
export class PooledCall implements UpstreamCall, Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #isSent = false;
  #isOver = false;
  #grace: NodeJS.Timeout | null = null;
  #isPausable = false;
  #isHeld = false;
  #heldBytes = 0;

  constructor(private readonly listener: UpstreamListener) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) {
      controller.abort(new Error("the call was ended before it was sent"));
      return;
    }
    this.#isSent = true;
    this.listener.onSent();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.#isOver || status < 200) return;
    this.#isPausable = outlivesItsAnswer(headers);
    this.listener.onHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#isHeld) this.#heldBytes += chunk.length;
    if (this.#heldBytes <= MAX_UNPAUSED_BYTES) this.listener.onData(chunk);
    else {
      const message = "the caller does not read, and the provider's connection cannot be paused";
      this.refuse({ code: "SWITCHYARD_UNREAD", message, requestSent: true });
      this.#controller?.abort(new Error(message));
    }
  }

  onResponseEnd(): void {
    this.#endGrace();
    if (this.#isOver) return;
    this.#isOver = true;
    this.listener.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#endGrace();
    this.refuse({ code: errorCode(error), message: error.message, requestSent: this.#isSent });
  }

  refuse(failure: TransportFailure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.listener.onFailure(failure);
  }

  pause(): void {
    if (this.#isOver) return;
    if (this.#isPausable) this.#controller?.pause();
    else this.#isHeld = true;
  }

  resume(): void {
    if (this.#isOver) return;
    this.#isHeld = false;
    this.#heldBytes = 0;
    if (this.#isPausable) this.#controller?.resume();
  }

  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.abort(new Error("the gateway ended the call"));
  }

  release(graceMs: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#isPausable) this.#controller?.resume();
    this.#grace = setTimeout(() => this.#controller?.abort(new Error("the provider did not end the call")), graceMs);
  }

  #endGrace(): void {
    if (this.#grace !== null) clearTimeout(this.#grace);
  }
}

/**
 * Whether the connection goes on after this answer. Only then may it be paused: undici 7 ends the process by an
 * assertion when a connection that closes with its answer ends while it is paused (nodejs/undici issue 5360).
 */
function outlivesItsAnswer(headers: UpstreamHeaders): boolean {
  return headers["transfer-encoding"] === "chunked" && headers.connection?.toString().toLowerCase() !== "close";
}

/** undici wraps some causes; the innermost `code` names what happened. */
function errorCode(error: unknown): string | null {
  let code: string | null = null;
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if ("code" in cause && typeof cause.code === "string") code = cause.code;
  }
  return code;
}
