import { assertNever } from "../core/assert-never";
import type { ScriptStep } from "./fault-script";
import type { UpstreamCall, UpstreamListener } from "./upstream";

const HOLD_EVERY_MS = 500;

/** A provider call whose provider's side is played from a script; nothing leaves the process. */
export class FaultedCall implements UpstreamCall {
  readonly #steps: ScriptStep[];
  #timer: NodeJS.Timeout | null = null;
  #isPaused = false;
  #isOver = false;

  constructor(
    private readonly listener: UpstreamListener,
    steps: readonly ScriptStep[],
  ) {
    this.#steps = [...steps];
    setImmediate(() => {
      if (this.#isOver) return;
      this.listener.onSent();
      this.#next();
    });
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    setImmediate(() => this.#next());
  }

  abort(): void {
    this.#isOver = true;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  release(): void {
    this.abort();
  }

  #next(): void {
    if (this.#isOver || this.#isPaused) return;
    const step = this.#steps.shift();
    if (step === undefined) return;
    this.#play(step);
    setImmediate(() => this.#next());
  }

  #play(step: ScriptStep): void {
    switch (step.kind) {
      case "head":
        this.listener.onHead(step.status, step.headers);
        return;
      case "data":
        this.listener.onData(Buffer.from(step.text));
        return;
      case "end":
        this.abort();
        this.listener.onEnd();
        return;
      case "break":
        this.abort();
        this.listener.onFailure({ code: "ECONNRESET", message: "the connection was reset", requestSent: true });
        return;
      case "hold":
        if (step.text === "") return;
        this.#timer = setInterval(() => {
          if (!this.#isOver && !this.#isPaused) this.listener.onData(Buffer.from(step.text));
        }, HOLD_EVERY_MS);
        return;
      default:
        assertNever(step);
    }
  }
}
