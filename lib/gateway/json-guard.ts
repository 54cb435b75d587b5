export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxKeys: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;

/**
 * Looks at JSON bytes once, in linear time, before they are parsed: nesting deeper than `maxDepth`, more than
 * `maxKeys` object members, or the same key twice at the top level. Returns the defect in words, or null; whether the
 * text is JSON at all is left to the parser. Deep nesting blocks `JSON.parse` for seconds and overflows
 * `JSON.stringify`; a repeated key means different things to different readers.
 */
export function jsonDefect(bytes: Uint8Array, limits: JsonLimits): string | null {
  let depth = 0;
  let keys = 0;
  let topLevelKeys: Set<string> | null = null;
  let stringStart = 0;
  let stringEnd = 0;
  const { length } = bytes;
  for (let index = 0; index < length; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) {
      stringStart = index + 1;
      index = endOfString(bytes, stringStart);
      stringEnd = index;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > limits.maxDepth) return `nested deeper than ${limits.maxDepth} levels`;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--;
    } else if (byte === COLON) {
      if (++keys > limits.maxKeys) return `more than ${limits.maxKeys} object members`;
      if (depth === 1) {
        const key = latin1(bytes, stringStart, stringEnd);
        topLevelKeys ??= new Set();
        if (topLevelKeys.has(key)) return `the field "${key}" is given twice`;
        topLevelKeys.add(key);
      }
    }
  }
  return null;
}

function endOfString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let index = start;
  while (index < length) {
    const byte = bytes[index];
    if (byte === QUOTE) return index;
    index += byte === BACKSLASH ? 2 : 1;
  }
  return length;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(end - start, 64)).toString("latin1");
}
