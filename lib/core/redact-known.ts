/** The shortest piece of a secret that is still hidden. Shorter secrets are hidden whole. */
const MIN_PIECE = 6;
const MIN_SECRET = 4;

export const HIDDEN_SECRET = "[secret]";

/**
 * A function that hides the given values and every prefix or suffix of them of six characters or more, in the forms they
 * travel in: plain, URL-encoded, JSON-escaped, base64 at any alignment.
 */
export function compileKnownSecrets(secrets: readonly string[]): (text: string) => string {
  const needles = needlesOf(secrets);
  if (needles.length === 0) return (text) => text;
  return (text) => {
    const spans: Span[] = [];
    for (const needle of needles) findPieces(text, needle, spans);
    return spans.length === 0 ? text : hideSpans(text, spans);
  };
}

/** The first and the last characters of every form of these values: a text that holds none of them holds no secret. */
export function secretPieces(secrets: readonly string[]): readonly string[] {
  const pieces = needlesOf(secrets).flatMap((needle) => [needle.slice(0, MIN_PIECE), needle.slice(-MIN_PIECE)]);
  return [...new Set(pieces)];
}

function needlesOf(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets.filter((secret) => secret.length >= MIN_SECRET).flatMap(formsOf))];
}

type Span = readonly [start: number, end: number];

function formsOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  // A lone surrogate cannot be encoded: it travels as the replacement character.
  const wellFormed = new TextDecoder().decode(new TextEncoder().encode(secret));
  const forms = [secret, escaped, encodeURIComponent(wellFormed)];
  return secret.length < MIN_PIECE ? forms : [...forms, ...base64Forms(wellFormed)];
}

/** The base64 of a value depends on how many bytes stand before it; the first and last digits on its neighbours. */
function base64Forms(secret: string): readonly string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret.slice(0, 4_096)));
  return [0, 1, 2].flatMap((offset) => {
    const digits = btoa("\0".repeat(offset) + bytes).replace(/=+$/, "");
    const stable = digits.slice(offset === 0 ? 0 : offset + 1, (bytes.length + offset) % 3 === 0 ? undefined : -1);
    return [stable, stable.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function findPieces(text: string, needle: string, spans: Span[]): void {
  const size = Math.min(MIN_PIECE, needle.length);
  const head = needle.slice(0, size);
  for (let at = text.indexOf(head); at !== -1; ) {
    let length = size;
    while (length < needle.length && text[at + length] === needle[length]) length += 1;
    spans.push([at, at + length]);
    at = text.indexOf(head, at + length);
  }
  const tail = needle.slice(-size);
  for (let at = text.indexOf(tail); at !== -1; at = text.indexOf(tail, at + size)) {
    let length = size;
    while (length < needle.length && at > length - size && text[at + size - length - 1] === needle.at(-length - 1)) {
      length += 1;
    }
    spans.push([at + size - length, at + size]);
  }
}

function hideSpans(text: string, spans: Span[]): string {
  const ordered = spans.sort(([a], [b]) => a - b);
  let result = "";
  let done = 0;
  for (const [start, end] of ordered) {
    if (end <= done) continue;
    // Pieces that touch are one secret.
    if (start > done || result === "") result += text.slice(done, start) + HIDDEN_SECRET;
    done = end;
  }
  return result + text.slice(done);
}
