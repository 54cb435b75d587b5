import { answerSample } from "../core/answer-sample";
import { assembleStream, type StreamEvent } from "../core/assemble-stream";
import { bareSignal, type Signal } from "../core/signal";
import { initialStream, readStreamEvent, type StreamRead, streamEnded } from "../core/stream-reader";
import type { Retelling } from "../core/translate-answer";
import { endTelling, type StreamTelling, startTelling, tellEvent } from "../core/translate-stream";
import type { AnswerFindings, AnswerReader, ReaderVerdict, RunningAttempt } from "./answer-reader";
import { asInterruption } from "./interruption";
import { checkOutput, type OutputContract } from "./output-check";
import { type SseFrame, SseFrames } from "./sse-frames";

/** Where frames go once the answer is committed. */
export interface StreamSink {
  /** False when the caller reads slower than the provider writes. */
  write(bytes: Buffer): boolean;
  onDrain(listener: () => void): void;
}

export interface RelayOptions {
  /** Its endpoint is the provider's. A stream that is passed through can only be held to the part a stream shows. */
  readonly contract: OutputContract;
  /** For a caller of the other endpoint, to whom the events are retold; null when they are passed on as they are. */
  readonly retelling: Retelling | null;
  readonly policy: "passthrough" | "buffered";
  readonly sink: StreamSink;
  /** Called when the first visible token arrives. */
  onVisible(): void;
}

/** Room for the event that repeats a whole answer, pictures included. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
/** Start-up events beyond this are forwarded even before the first visible token: nobody waits that long unseen. */
const MAX_UNCOMMITTED_BYTES = 1024 * 1024;
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024;
const MORE: ReaderVerdict = { kind: "more" };
const DONE = Buffer.from("data: [DONE]\n\n");
const BLANK_LINE = Buffer.from("\n\n");
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/**
 * Relays one provider stream. Frames are forwarded byte for byte, or retold for a caller of the other endpoint; a parsed
 * copy tells what they mean. Until the first visible token (or, when buffered, until the end) they are held, so that a
 * failure can still be hidden by another attempt. The last frames are held until the outcome is recorded.
 */
export class StreamRelay implements AnswerReader {
  readonly expects = "text/event-stream";
  /** Part of the answer was handed to the caller; a token that was only read does not count yet. */
  isCommitted = false;
  readonly #frames = new SseFrames(MAX_FRAME_BYTES);
  #read: StreamRead;
  #telling: StreamTelling | null;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #readBytes = 0;
  /** Of a buffered stream, to check the whole answer in the end. */
  readonly #events: StreamEvent[] = [];
  #note: string | null = null;

  constructor(private readonly options: RelayOptions) {
    this.#read = initialStream(options.contract.endpoint, options.contract.facts.n ?? 1);
    this.#telling = options.retelling === null ? null : startTelling(options.retelling);
  }

  get isComplete(): boolean {
    return this.#read.terminal === "completed" || this.#read.terminal === "done";
  }

  onData(chunk: Buffer, attempt: RunningAttempt): ReaderVerdict {
    this.#readBytes += chunk.length;
    const frames = this.#frames.push(chunk);
    if (frames === "oversize") return this.#failed(bareSignal({ class: "invalid_output", detail: "oversize_event" }));
    for (const frame of frames) {
      const error = this.#take(frame, attempt);
      if (error !== null) return this.#failed(error);
    }
    if (this.#read.terminal === "done") return this.#served();
    if (!this.isComplete) this.#forward(attempt);
    // What is retold is also kept for the whole object at the end.
    if (this.#heldBytes > MAX_BUFFERED_BYTES || (this.#telling !== null && this.#readBytes > MAX_BUFFERED_BYTES))
      return this.#failed(bareSignal({ class: "invalid_output", detail: "oversize" }));
    return MORE;
  }

  onEnd(): ReaderVerdict {
    const rest = this.#frames.rest();
    if (rest !== null && rest.data !== null) {
      const read = readStreamEvent(this.#read, rest.event, rest.data);
      if (!read.malformed) {
        this.#read = read;
        // Readers drop an event whose blank line is missing.
        this.#holdEvent(rest.isClosed ? rest : { ...rest, bytes: Buffer.concat([rest.bytes, BLANK_LINE]) });
      }
    }
    return this.#served();
  }

  findings(): AnswerFindings {
    const { finishReason, model, usage, responseId, textLength, malformedCount } = this.#read;
    const note = this.#note ?? (malformedCount > 0 ? "frames_dropped" : null);
    return { finishReason, responseModel: model, usage, responseId, visibleChars: textLength, note };
  }

  #take(frame: SseFrame, attempt: RunningAttempt): Signal | null {
    if (frame.data === null) {
      this.#hold(frame.bytes);
      return null;
    }
    this.#read = readStreamEvent(this.#read, frame.event, frame.data);
    if (this.#read.error !== null) return this.#read.error;
    if (this.#read.malformed) return null;
    if (this.#read.isVisible) {
      attempt.markFirstToken();
      this.options.onVisible();
    }
    this.#holdEvent(frame);
    return null;
  }

  #holdEvent({ bytes, event, data }: SseFrame): void {
    if (this.options.policy === "buffered" && data !== null) this.#events.push({ event, data });
    if (this.#telling === null || data === null) {
      this.#hold(bytes);
      return;
    }
    const [telling, frames] = tellEvent(this.#telling, event, data);
    this.#telling = telling;
    if (frames !== "") this.#hold(Buffer.from(frames));
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #forward(attempt: RunningAttempt): void {
    if (this.options.policy === "buffered" || this.#heldBytes === 0) return;
    if (!this.#read.isCommitted && !this.isCommitted && this.#heldBytes <= MAX_UNCOMMITTED_BYTES) return;
    this.isCommitted = true;
    if (this.options.sink.write(this.#drainHeld())) return;
    attempt.pause();
    this.options.sink.onDrain(() => attempt.resume());
  }

  #drainHeld(): Buffer {
    const [first] = this.#held;
    const bytes = this.#held.length === 1 && first ? first : Buffer.concat(this.#held, this.#heldBytes);
    this.#held = [];
    this.#heldBytes = 0;
    return bytes;
  }

  #served(): ReaderVerdict {
    const { complete, signal } = streamEnded(this.#read);
    if (!complete) return this.#failed(signal ?? bareSignal({ class: "invalid_output", detail: "truncated" }));
    const defect = this.options.policy === "buffered" ? this.#defect() : null;
    if (defect !== null) return this.#failed(defect);
    if (this.#telling !== null) this.#hold(Buffer.from(endTelling(this.#telling)));
    else if (this.options.contract.endpoint === "chat" && this.#read.terminal !== "done") this.#hold(DONE);
    const held = this.#drainHeld();
    return { kind: "served", held: this.options.policy === "buffered" ? withoutMark(held) : held };
  }

  /** A buffered answer is checked like one that came whole: nobody has seen it yet. */
  #defect(): Signal | null {
    const { contract } = this.options;
    const { validation, note } = checkOutput(assembleStream(contract.endpoint, this.#events), contract);
    this.#note = note;
    return validation.ok ? null : validation.signal;
  }

  #withSample(signal: Signal): Signal {
    if (signal.class !== "invalid_output" || signal.providerMessage !== null) return signal;
    return { ...signal, providerMessage: answerSample(this.#drainHeld().toString("utf8")) };
  }

  #failed(signal: Signal): ReaderVerdict {
    if (!this.isCommitted) return { kind: "failed", signal: this.#withSample(signal) };
    return { kind: "broken", signal: asInterruption(signal) };
  }
}

/** Behind a keep-alive comment a byte order mark would be read as part of the first field's name. */
function withoutMark(bytes: Buffer): Buffer {
  const { length } = BYTE_ORDER_MARK;
  return bytes.subarray(0, length).equals(BYTE_ORDER_MARK) ? bytes.subarray(length) : bytes;
}
