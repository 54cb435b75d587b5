import { createHash } from "node:crypto";
import { AppError } from "./errors";
import { KEPT_ANSWER_MS, type KeptAnswer, type KeptAnswers } from "./kept-answers";

const ANSWERS_IN_PROCESS = 1_000;
const KEY_FORMAT = /^[\x21-\x7e]{1,200}$/;

/** What makes two orders the same: who sends it, where to, under which key, and with which body. */
export interface OrderIdentity {
  readonly principalId: string;
  readonly target: string;
  readonly key: string;
  readonly body: string;
}

/**
 * One order, one effect, however often it is sent: the first answer is kept for 24 hours and given again, also to
 * copies that arrive while it is still being worked on, and after a restart. The same key with another body is a
 * conflict. Of a process that died between an effect and its answer, the order's base version refuses a second effect.
 */
export class IdempotencyStore {
  readonly #orders = new Map<
    string,
    { readonly bodyHash: string; readonly startedAtMs: number; readonly answer: Promise<KeptAnswer> }
  >();

  /** Runs `work` or repeats its first answer. A refusal or failure is not kept: the order may be sent again. */
  async once(
    order: OrderIdentity,
    nowMs: number,
    kept: KeptAnswers,
    work: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer> {
    const name = sha256(JSON.stringify([order.principalId, order.target, order.key]));
    const bodyHash = sha256(order.body);
    const known = this.#orders.get(name);
    if (known !== undefined && nowMs - known.startedAtMs < KEPT_ANSWER_MS) return repeated(known, bodyHash);
    const answer = firstAnswer(name, bodyHash, nowMs, kept, work);
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
    if (this.#orders.size > ANSWERS_IN_PROCESS && oldest !== undefined) this.#orders.delete(oldest);
  }
}

async function firstAnswer(
  name: string,
  bodyHash: string,
  nowMs: number,
  kept: KeptAnswers,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const stored = await kept.find(name, nowMs);
  if (stored !== null) return repeated(stored, bodyHash);
  const answer = await work();
  // The order is done: that its answer cannot be kept must not make it look refused.
  await kept.keep(name, { bodyHash, answer }, nowMs).catch(() => undefined);
  return answer;
}

function repeated<Answer>(known: { readonly bodyHash: string; readonly answer: Answer }, bodyHash: string): Answer {
  if (known.bodyHash === bodyHash) return known.answer;
  throw new AppError("conflict", "This Idempotency-Key was used for another order; take a new one.");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The `Idempotency-Key` header; null when absent. Throws `AppError` 400 for one that is not printable text. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || KEY_FORMAT.test(key)) return key;
  throw new AppError("bad_request", "Idempotency-Key takes 1 to 200 visible ASCII characters.");
}
