/** As much as the redactor reads. */
const MAX_CHARACTERS = 65_536;

/** What the redactor can tell apart from people's words: JSON, the events of a stream, an error page. */
const STRUCTURED = /^(?:[{[]|(?:data|event|id|retry):|:|<!doctype|<html)/i;

/**
 * What of an answer nobody can use is kept for debugging, before redaction: its structure. A text without one is the
 * model's words from its first character, and only its length is kept. Null for nothing at all.
 */
export function answerSample(text: string): string | null {
  const start = text.slice(0, MAX_CHARACTERS).trimStart();
  if (start === "") return null;
  return STRUCTURED.test(start) ? start : `[${text.length} characters of text]`;
}
