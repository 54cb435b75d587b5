import type { ProviderRequest } from "./provider-request";
import { sampleJson } from "./sample-json";

/** What will be said, before it is put into the shape of an endpoint. */
export interface Answer {
  readonly id: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** As the provider reports it: a dated snapshot of the model asked for, as real ones do. */
  readonly model: string;
  /** The text in pieces of one token each; empty when a function is called instead. */
  readonly pieces: readonly string[];
  readonly toolCall: { readonly id: string; readonly name: string; readonly argumentPieces: readonly string[] } | null;
  readonly finishReason: "stop" | "length" | "tool_calls";
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const SENTENCES = [
  "The customer reports that the invoice total differs from the order confirmation by one line item.",
  "The order was shipped on time, and the delay came from the last carrier in the chain.",
  "Two earlier tickets describe the same symptom after the March update of the mobile app.",
  "A refund of the difference was offered and accepted, so no further action is open.",
  "The log shows three attempts within a minute, and only the last one went through.",
  "Access works again after the session was renewed; the account itself was never locked.",
  "The document covers eligibility, the notice period and what happens when a deadline is missed.",
  "Results are ordered by relevance, and the first two answer the question directly.",
] as const;

/** The answer to a request: always the same words for the same last message, so that runs can be compared. */
export function composeAnswer(request: ProviderRequest, id: string, nowMs: number, tokenCount: number): Answer {
  const words = request.tool === null ? textPieces(request, tokenCount) : [];
  const limit = request.maxTokens ?? Number.POSITIVE_INFINITY;
  const toolCall =
    request.tool === null
      ? null
      : {
          id: `call_${id}`,
          name: request.tool.name,
          argumentPieces: pieces(JSON.stringify(sampleJson(request.tool.parameters) ?? {})),
        };
  const isCut = words.length > limit;
  const spoken = isCut ? words.slice(0, limit) : words;
  return {
    id,
    createdAt: Math.floor(nowMs / 1_000),
    model: `${request.model}-2026-01-15`,
    pieces: spoken,
    toolCall,
    finishReason: toolCall === null ? (isCut ? "length" : "stop") : "tool_calls",
    inputTokens: Math.max(1, Math.ceil(request.inputChars / 4)),
    outputTokens: spoken.length + (toolCall?.argumentPieces.length ?? 0),
  };
}

/** The same answer with nothing in it: a success by its status that no caller can use. */
export function withoutOutput(answer: Answer): Answer {
  return { ...answer, pieces: [], toolCall: null, finishReason: "stop", outputTokens: 0 };
}

export function answerText(answer: Answer): string {
  return answer.pieces.join("");
}

function textPieces(request: ProviderRequest, tokenCount: number): readonly string[] {
  if (request.schema !== undefined) {
    const sample = sampleJson(request.schema);
    return pieces(JSON.stringify(sample ?? { answer: SENTENCES[0] }));
  }
  const first = hash(request.lastText) % SENTENCES.length;
  const words: string[] = [];
  for (let index = first; words.length < tokenCount; index += 1) {
    words.push(...pieces(`${SENTENCES[index % SENTENCES.length]} `));
  }
  const spoken = words.slice(0, tokenCount);
  return spoken.map((word, index) => (index === spoken.length - 1 ? word.trimEnd() : word));
}

/** Words with the space after them: about one token each. */
function pieces(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** FNV-1a over the UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
