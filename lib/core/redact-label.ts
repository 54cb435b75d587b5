import { compileKnownSecrets, secretPieces } from "./redact-known";
import { hideTokens } from "./redact-tokens";

/** Longer than any model, finish reason or request id that means something. */
const MAX_LABEL_CHARACTERS = 128;
/** Key prefixes, masks, addresses, and what has no place in a label: blanks and control characters. */
const SUSPICIOUS =
  /(?:^|[^A-Za-z0-9])(?:(?:sk|pk|rk|gsk|xai|ghp|gho|ghs|glpat|xox[abprs]|whsec)[-_]|hf_|ya29\.)|github_pat_|AKIA|ASIA|AIza|eyJ|bearer|secret|passw|key=|\*\*\*|@|[\s\p{Cc}]/iu;

/**
 * For the short texts of a provider that are recorded with every attempt: the model it names, its finish reason, its
 * request id. Known secrets are hidden as `createRedactor` does; the other rules apply only to a label that looks
 * suspicious, since a request id is a long run of letters and digits too. An ordinary label costs well under a
 * microsecond and comes back as it is; one of more than 128 characters is cut.
 */
export function createLabelRedactor(secrets: readonly string[]): (label: string) => string {
  const hideKnown = compileKnownSecrets(secrets);
  const mayHoldSecret = pieceFilter(secretPieces(secrets));
  return (label) => {
    const short = label.length > MAX_LABEL_CHARACTERS ? label.slice(0, MAX_LABEL_CHARACTERS) : label;
    const known = mayHoldSecret(short) ? hideKnown(short) : short;
    return SUSPICIOUS.test(known) ? hideTokens(known.replace(/\p{Cc}/gu, " ")) : known;
  };
}

const SLOTS = 1 << 16;
const BASE = 31;

/** False only when a text holds none of the pieces; true now and then when it holds none either. */
function pieceFilter(pieces: readonly string[]): (text: string) => boolean {
  const lengths = [...new Set(pieces.map(({ length }) => length))];
  const filters = lengths.map((length) =>
    lengthFilter(
      pieces.filter((piece) => piece.length === length),
      length,
    ),
  );
  return (text) => filters.some((mayHold) => mayHold(text));
}

/** One rolling hash over the text (Rabin and Karp), so that every character costs one step however many pieces there are. */
function lengthFilter(pieces: readonly string[], length: number): (text: string) => boolean {
  const taken = new Uint8Array(SLOTS);
  for (const piece of pieces) taken[slotOf(hashOf(piece, length))] = 1;
  let leaving = 1;
  for (let power = 0; power < length; power++) leaving = Math.imul(leaving, BASE);
  return (text) => {
    if (text.length < length) return false;
    let hash = hashOf(text, length);
    if (taken[slotOf(hash)] === 1) return true;
    for (let at = length; at < text.length; at++) {
      hash = (Math.imul(hash, BASE) + text.charCodeAt(at) - Math.imul(leaving, text.charCodeAt(at - length))) | 0;
      if (taken[slotOf(hash)] === 1) return true;
    }
    return false;
  };
}

function hashOf(text: string, length: number): number {
  let hash = 0;
  for (let at = 0; at < length; at++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}
