import { answerSample } from "../core/answer-sample";
import { classifyErrorBody } from "../core/classify";
import { asObject } from "../core/json";
import { bareSignal } from "../core/signal";
import { type Retelling, translateAnswer } from "../core/translate-answer";
import type { AnswerFindings, AnswerReader, ReaderVerdict } from "./answer-reader";
import { type CheckedOutput, checkOutput, type OutputContract } from "./output-check";

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MORE: ReaderVerdict = { kind: "more" };
const NOTHING_FOUND: AnswerFindings = {
  finishReason: null,
  responseModel: null,
  usage: null,
  responseId: null,
  visibleChars: 0,
  note: null,
};

/** Reads a whole JSON answer and judges it; the caller gets the provider's bytes unchanged, or the same answer retold. */
export class WholeAnswer implements AnswerReader {
  readonly expects = "application/json";
  readonly isCommitted = false;
  readonly isComplete = false;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #checked: CheckedOutput | null = null;

  constructor(
    private readonly contract: OutputContract,
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
      const providerMessage = answerSample(text);
      const signal = bareSignal({ class: "invalid_output", detail, httpStatus: 200, providerMessage });
      return { kind: "failed", signal };
    }
    const error = classifyErrorBody({ status: 200, bodyText: text, parsed, nowMs: Date.now() });
    if (error !== null) return { kind: "failed", signal: error };
    this.#checked = checkOutput(parsed, this.contract);
    const { validation } = this.#checked;
    if (!validation.ok) return { kind: "failed", signal: validation.signal };
    return { kind: "served", held: this.retelling === null ? held : retold(parsed, this.retelling) };
  }

  findings(): AnswerFindings {
    if (this.#checked === null) return NOTHING_FOUND;
    const { validation, note } = this.#checked;
    const { finishReason, model, usage, responseId } = validation;
    return { finishReason, responseModel: model, usage, responseId, visibleChars: this.#length, note };
  }
}

function retold(answer: unknown, retelling: Retelling): Buffer {
  return Buffer.from(JSON.stringify(translateAnswer(asObject(answer) ?? {}, retelling)));
}
