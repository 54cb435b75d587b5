import { asObject, parseJson } from "./json";

/** Quotations longer than this, or of more words, may be somebody's text; parameter and model names are shorter. */
const MAX_QUOTED_CHARACTERS = 48;
const MAX_QUOTED_WORDS = 5;

/** JSON values in which an API speaks for itself; what it quotes inside them is still hidden. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  "message",
  "msg",
  "detail",
  "error",
  "title",
  "reason",
  "type",
  "code",
]);

/** JSON values that hold prompts or completions, hidden however short. */
const PEOPLES_WORDS: ReadonlySet<string> = new Set([
  "content",
  "text",
  "refusal",
  "arguments",
  "input",
  "prompt",
  "output_text",
  "instructions",
  "reasoning_content",
  "flagged_input",
]);

const MAX_DEPTH = 32;

/**
 * Hides long quotations in prose, and in JSON every value that holds people's words: whole, cut off or otherwise broken,
 * and in each event of a stream.
 */
export function hideQuotedText(text: string): string {
  const start = text.trimStart();
  if (EVENT_LINE.test(start)) return start.split("\n").map(hideInEventLine).join("\n");
  return start.startsWith("{") || start.startsWith("[") ? hideInJson(start) : hideQuotations(text);
}

const EVENT_LINE = /^(?:data|event|id|retry): ?\S/;

function hideInEventLine(line: string): string {
  const [field = ""] = /^data: ?/.exec(line) ?? [];
  const value = line.slice(field.length);
  return field !== "" && /^[{[]/.test(value) ? field + hideInJson(value) : hideQuotations(line);
}

function hideInJson(text: string): string {
  const value = parseJson(text);
  return value === undefined ? hideInBrokenJson(text) : JSON.stringify(hideValue(value, "", 0));
}

const STRING = /"(?:[^"\\]|\\.)*(?:"|\\?$)/gs;

/** Goes by the last name before a value; a value that is cut off is somebody's text whatever its name. */
function hideInBrokenJson(text: string): string {
  let name = "";
  return text.replace(STRING, (literal, at: number) => {
    const isCut = literal.length === 1 || !literal.endsWith('"');
    const inner = literal.slice(1, isCut ? undefined : -1);
    if (!isCut && /^\s*:/.test(text.slice(at + literal.length, at + literal.length + 8))) {
      name = inner;
      return isLong(inner) ? `"${lengthOf(inner)}"` : literal;
    }
    if (isCut && inner !== "") return `"${lengthOf(inner)}`;
    const hidden = hideValue(inner, name, 0);
    return hidden === inner ? literal : `"${String(hidden)}"`;
  });
}

function hideValue(value: unknown, key: string, depth: number): unknown {
  if (typeof value === "string") {
    if (PEOPLES_WORDS.has(key)) return value === "" ? "" : lengthOf(value);
    if (OWN_WORDS.has(key)) return hideQuotations(value);
    return isLong(value) ? lengthOf(value) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[nested]";
  if (Array.isArray(value)) return value.map((item) => hideValue(item, key, depth + 1));
  return Object.fromEntries(
    Object.entries(asObject(value) ?? {}).map(([name, item]) => [name, hideValue(item, name, depth + 1)]),
  );
}

function lengthOf(text: string): string {
  return `[${text.length} characters]`;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["\u201c", "\u201d"],
  ["\u00ab", "\u00bb"],
]);

/** Replaces long quotations, unterminated ones included: a truncated JSON answer ends inside a string. */
function hideQuotations(text: string): string {
  let result = "";
  let done = 0;
  // A mark that does not close from here will not close later either: searching once keeps this linear.
  const unclosed = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    const closing = CLOSING.get(text[at] ?? "");
    if (closing === undefined || unclosed.has(closing) || (closing === "'" && isWordCharacter(text[at - 1]))) continue;
    const end = endOfQuotation(text, at + 1, closing);
    if (end === -1) unclosed.add(closing);
    // A lone apostrophe or backtick opens nothing; a lone double quote may open a truncated string.
    if (end === -1 && closing !== '"') continue;
    const inner = text.slice(at + 1, end === -1 ? undefined : end);
    if (isLong(inner)) {
      result += `${text.slice(done, at + 1)}[quoted text]`;
      done = end === -1 ? text.length : end;
    }
    if (end === -1) break;
    at = end;
  }
  return result + text.slice(done);
}

function endOfQuotation(text: string, from: number, closing: string): number {
  for (let at = text.indexOf(closing, from); at !== -1; at = text.indexOf(closing, at + 1)) {
    const isEscaped = text[at - 1] === "\\" && text[at - 2] !== "\\";
    if (!isEscaped && !(closing === "'" && isWordCharacter(text[at + 1]))) return at;
  }
  return -1;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isLong(text: string): boolean {
  return text.length > MAX_QUOTED_CHARACTERS || text.split(/\s+/, MAX_QUOTED_WORDS + 1).length > MAX_QUOTED_WORDS;
}
