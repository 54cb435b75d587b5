import { classifyErrorBody } from "../core/classify";
import type { RequestFacts } from "../core/request-facts";
import type { Endpoint, OutputRules } from "../core/routing-snapshot";
import { bareSignal } from "../core/signal";
import { type Validation, validateChatAnswer, validateResponsesAnswer } from "../core/validate-output";
import type { AnswerFindings, AnswerReader, ReaderVerdict } from "./answer-reader";

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MORE: ReaderVerdict = { kind: "more" };

/** Reads a whole JSON answer and judges it; the caller gets the provider's bytes unchanged. */
export class WholeAnswer implements AnswerReader {
  readonly expects = "application/json";
  readonly isCommitted = false;
  readonly isComplete = false;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #validation: Validation | null = null;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly rules: OutputRules,
    private readonly facts: RequestFacts,
  ) {}

  onData(chunk: Buffer): ReaderVerdict {
    this.#length += chunk.length;
    if (this.#length > MAX_ANSWER_BYTES)
      return { kind: "failed", signal: bareSignal({ class: "invalid_output", detail: "oversize" }) };
    this.#chunks.push(chunk);
    return MORE;
  }

  onEnd(): ReaderVerdict {
    const [first] = this.#chunks;
    const held = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#length);
    const text = held.toString("utf8");
    let parsed: unknown;
    try {
      // Some providers send blank lines before the body to keep the connection alive; JSON allows them.
      parsed = JSON.parse(text);
    } catch {
      const detail = text.trim() === "" ? "empty" : "unparsable";
      return {
        kind: "failed",
        signal: bareSignal({ class: "invalid_output", detail, httpStatus: 200, providerMessage: text.slice(0, 2048) }),
      };
    }
    const error = classifyErrorBody({ status: 200, bodyText: text, parsed, nowMs: Date.now() });
    if (error !== null) return { kind: "failed", signal: error };
    const validate = this.endpoint === "chat" ? validateChatAnswer : validateResponsesAnswer;
    this.#validation = validate(parsed, this.rules, this.facts);
    return this.#validation.ok ? { kind: "served", held } : { kind: "failed", signal: this.#validation.signal };
  }

  findings(): AnswerFindings {
    const { finishReason = null, model = null, usage = null, responseId = null } = this.#validation ?? {};
    const visibleChars = this.#validation === null ? 0 : this.#length;
    return { finishReason, responseModel: model, usage, responseId, visibleChars };
  }
}
