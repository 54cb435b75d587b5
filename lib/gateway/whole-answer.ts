import { classifyErrorBody } from "../core/classify";
import { asObject } from "../core/json";
import type { RequestFacts } from "../core/request-facts";
import type { Endpoint, OutputRules } from "../core/routing-snapshot";
import { bareSignal } from "../core/signal";
import { type Retelling, translateAnswer } from "../core/translate-answer";
import { type Validation, validateChatAnswer, validateResponsesAnswer } from "../core/validate-output";
import type { AnswerFindings, AnswerReader, ReaderVerdict } from "./answer-reader";

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MORE: ReaderVerdict = { kind: "more" };

/** Reads a whole JSON answer and judges it; the caller gets the provider's bytes unchanged, or the same answer retold. */
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
    private readonly retelling: Retelling | null = null,
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
    if (!this.#validation.ok) return { kind: "failed", signal: this.#validation.signal };
    return { kind: "served", held: this.retelling === null ? held : retold(parsed, this.retelling) };
  }

  findings(): AnswerFindings {
    const { finishReason = null, model = null, usage = null, responseId = null } = this.#validation ?? {};
    const visibleChars = this.#validation === null ? 0 : this.#length;
    return { finishReason, responseModel: model, usage, responseId, visibleChars };
  }
}

function retold(answer: unknown, retelling: Retelling): Buffer {
  return Buffer.from(JSON.stringify(translateAnswer(asObject(answer) ?? {}, retelling)));
}
