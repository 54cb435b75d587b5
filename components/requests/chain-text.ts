import type { ChainLink } from "@/lib/contract/requests";
import { REASON_SHORT } from "./reason-words";
import { SIGNAL_SHORT } from "./signal-words";

/** How one piece of a chain is coloured: what served, what failed, what was never called, what is not over yet. */
export type ChainTone = "served" | "failed" | "ended" | "untried" | "running";

export interface ChainPiece {
  /** Number of its first attempt; unique within a chain. */
  readonly n: number;
  readonly route: string;
  readonly text: string;
  readonly tone: ChainTone;
}

/**
 * The chain as a list row prints it, in the order tried: `openai-chat 503 ×2 → comet-chat ok`. Repeats of one ending on
 * one route become one piece with a count; a candidate never called says so and why.
 */
export function chainPieces(attempts: readonly ChainLink[]): ChainPiece[] {
  const pieces: (ChainPiece & { readonly repeats: number })[] = [];
  for (const attempt of attempts) {
    const piece = { n: attempt.n, route: attempt.llm_route, text: endingText(attempt), tone: endingTone(attempt) };
    const last = pieces.at(-1);
    if (last && last.route === piece.route && last.text === piece.text && piece.tone === "failed") {
      pieces[pieces.length - 1] = { ...last, repeats: last.repeats + 1 };
    } else {
      pieces.push({ ...piece, repeats: 1 });
    }
  }
  return pieces.map(({ repeats, ...piece }) => (repeats > 1 ? { ...piece, text: `${piece.text} ×${repeats}` } : piece));
}

/** The whole chain in one line of text, for copying and for readers who hear the page. */
export function chainText(attempts: readonly ChainLink[]): string {
  if (attempts.length === 0) return "no route called";
  return chainPieces(attempts)
    .map((piece) => `${piece.route} ${piece.text}`)
    .join(" → ");
}

/** How one attempt ended, or why it never began: "timeout", "503", "not tried: breaker open". */
function endingText(attempt: ChainLink): string {
  if (attempt.state === "skipped") return `not tried: ${skippedShort(attempt)}`;
  if (attempt.error_class === "server_error" && attempt.http_status !== null) return String(attempt.http_status);
  return endingWord(attempt);
}

/** How a call ended, in the words of its class: "timeout", "server error". */
export function endingWord(attempt: Pick<ChainLink, "state" | "error_class">): string {
  if (attempt.state === "running") return "running";
  if (attempt.error_class === null) return attempt.state === "served" ? "ok" : attempt.state;
  return SIGNAL_SHORT[attempt.error_class];
}

export function endingTone(attempt: Pick<ChainLink, "state" | "error_class">): ChainTone {
  if (attempt.state === "skipped") return "untried";
  if (attempt.state === "running") return "running";
  if (attempt.state === "served") return "served";
  // The caller leaving is nobody's failure: it ends the attempt without blaming the route.
  return attempt.error_class === "client_closed" ? "ended" : "failed";
}

function skippedShort(attempt: ChainLink): string {
  if (attempt.reason_code === null) return "unknown";
  const words = REASON_SHORT[attempt.reason_code];
  const namesParameter = attempt.reason_code === "incompatible_candidate" && attempt.detail !== null;
  return namesParameter ? `${words} ${attempt.detail}` : words;
}
