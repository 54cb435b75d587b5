import { createHash } from "node:crypto";
import { AppError } from "./errors";

const KEPT_MS = 24 * 60 * 60 * 1_000;
const KEPT_ANSWERS = 1_000;
const KEY_FORMAT = /^[\x21-\x7e]{1,200}$/;

/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What makes two orders the same: who sends it, where to, under which key, and with which body. */
export interface OrderIdentity {
  readonly principalId: string;
  readonly target: string;
  readonly key: string;
  readonly body: string;
}

/**
 * One order, one effect, however often it is sent: the first answer is kept for 24 hours and given again, also to
 * copies that arrive while it is still being worked on. The same key with another body is a conflict. Answers live in
 * this process; behind them the compare-and-swap on the active version still refuses a second effect.
 */
export class IdempotencyStore {
  readonly #orders = new Map<
    string,
    { readonly bodyHash: string; readonly startedAtMs: number; readonly answer: Promise<KeptAnswer> }
  >();

  /** Runs `work` or repeats its first answer. A refusal or failure is not kept: the order may be sent again. */
  async once(order: OrderIdentity, nowMs: number, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const name = JSON.stringify([order.principalId, order.target, order.key]);
    const bodyHash = createHash("sha256").update(order.body).digest("hex");
    const known = this.#orders.get(name);
    if (known !== undefined && nowMs - known.startedAtMs < KEPT_MS) {
      if (known.bodyHash === bodyHash) return known.answer;
      throw new AppError("conflict", "This Idempotency-Key was used for another order; take a new one.");
    }
    const answer = work();
    this.#orders.delete(name);
    this.#orders.set(name, { bodyHash, startedAtMs: nowMs, answer });
    this.#dropOldest();
    try {
      return await answer;
    } catch (error) {
      if (this.#orders.get(name)?.answer === answer) this.#orders.delete(name);
      throw error;
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > KEPT_ANSWERS && oldest !== undefined) this.#orders.delete(oldest);
  }
}

/** The `Idempotency-Key` header; null when absent. Throws `AppError` 400 for one that is not printable text. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || KEY_FORMAT.test(key)) return key;
  throw new AppError("bad_request", "Idempotency-Key takes 1 to 200 visible ASCII characters.");
}
