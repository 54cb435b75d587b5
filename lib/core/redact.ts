import { compileKnownSecrets } from "./redact-known";
import { createLabelRedactor } from "./redact-label";
import { hideQuotedText } from "./redact-quoted";
import { hideTokens } from "./redact-tokens";

/** Makes a provider's text safe to store, log and show. */
export interface Redactor {
  (text: string): string;
  /** The same for a short text that is recorded with every attempt, as `createLabelRedactor` says. */
  label(text: string): string;
}

/** Only the beginning of a text is worth keeping; the rest is cut off unread, which bounds the time a text can cost. */
const MAX_READ_CHARACTERS = 65_536;
const MAX_EXCERPT_BYTES = 2_048;

/**
 * A redactor that knows these secret values. It replaces them whole, by any prefix or suffix of six characters or more
 * (providers echo keys shortened), also URL-encoded, JSON-escaped or in base64; and without knowing them anything that
 * looks like a key or token, e-mail addresses, and long quoted text, which may be a prompt or a completion. In a JSON
 * text, values that hold people's words are replaced by their length. Of a longer text only the first 64 Ki characters
 * are read and returned. Linear; never throws.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const hideKnown = compileKnownSecrets(secrets);
  // Known values go first, while they still stand as they were written, and once more in what JSON had escaped.
  const redact = (text: string) => hideTokens(hideKnown(hideQuotedText(hideKnown(text.slice(0, MAX_READ_CHARACTERS)))));
  return Object.assign(redact, { label: createLabelRedactor(secrets) });
}

/** The redacted beginning of a text: at most 2 KiB of UTF-8, without control characters. */
export function excerpt(text: string, redact: (text: string) => string): string {
  const clean = withoutControls(redact(text.slice(0, MAX_READ_CHARACTERS))).trim();
  return cutToBytes(clean, MAX_EXCERPT_BYTES);
}

/** Terminal escapes and carriage returns could rewrite a log line. Line breaks and tabs are kept. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, " ");
}

function cutToBytes(text: string, maxBytes: number): string {
  const mark = "\u2026";
  let bytes = 0;
  let end = 0;
  let endWithMark = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maxBytes) return text.slice(0, endWithMark) + mark;
    end += character.length;
    if (bytes <= maxBytes - 3) endWithMark = end;
  }
  return text;
}
