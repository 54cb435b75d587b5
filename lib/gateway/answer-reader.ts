import type { Signal } from "../core/signal";
import type { Usage } from "../core/usage";

/** What a reader found in a 2xx answer. */
export interface AnswerFindings {
  readonly finishReason: string | null;
  readonly responseModel: string | null;
  readonly usage: Usage | null;
  /** Characters of visible output, for estimates where the provider reports no usage. */
  readonly visibleChars: number;
  /** The id of a Responses answer, by which a later request may go on from it; null for chat, which keeps no state. */
  readonly responseId: string | null;
  /** What the record should say of an answer that serves, for instance which check it was spared. */
  readonly note: string | null;
}

export type ReaderVerdict =
  | { readonly kind: "more" }
  | { readonly kind: "served"; readonly held: Buffer }
  | { readonly kind: "failed" | "broken"; readonly signal: Signal };

/** Takes the body of a 2xx answer as it arrives. One implementation reads whole bodies, one relays streams. */
export interface AnswerReader {
  /** The content type the reader can take; anything else with a 2xx status is not the answer that was asked for. */
  readonly expects: "application/json" | "text/event-stream";
  onData(chunk: Buffer, attempt: RunningAttempt): ReaderVerdict;
  onEnd(): ReaderVerdict;
  /** The caller is already looking at part of the answer. */
  readonly isCommitted: boolean;
  /** The answer is whole; only the provider's good-bye may still come. */
  readonly isComplete: boolean;
  findings(): AnswerFindings;
}

/** What a reader may do with the call it reads from. */
export interface RunningAttempt {
  pause(): void;
  resume(): void;
  /** The first visible token has arrived. */
  markFirstToken(): void;
}
