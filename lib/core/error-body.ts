import { asArray, asNumber, asObject, asText, type JsonObject, parseJson } from "./json";

/** What an error body says, whatever shape its author chose. */
export interface ErrorBody {
  readonly form: "json" | "html" | "text" | "empty";
  /** JSON that presents itself as an error; never true of an ordinary answer. */
  readonly statesError: boolean;
  readonly message: string | null;
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  /** A code of 400-599 given as a number: the status the body claims. */
  readonly claimedStatus: number | null;
  readonly requestId: string | null;
  /** Every code-like word found, lower case: codes, types, gRPC states, inner and nested codes. */
  readonly codes: ReadonlySet<string>;
  /** The start of the words meant for people, lower case, for phrase matching. */
  readonly phrases: string;
}

/** Larger bodies are read as text only: no provider describes an error in a megabyte of JSON. */
const MAX_PARSED_CHARACTERS = 1_048_576;
const MAX_PHRASE_CHARACTERS = 4_096;

/**
 * Reads a failure body leniently: trimmed, JSON or not, an array by its first element, `error` as object or string, flat
 * forms, `{detail}`, `{message}`, and JSON inside a message one level deep. Never throws; linear in the body's length.
 * `parsed` saves a second parse when the caller has one.
 */
export function readErrorBody(bodyText: string, parsed?: unknown): ErrorBody {
  const text = bodyText.slice(0, MAX_PARSED_CHARACTERS + 1).trim();
  if (parsed === undefined) {
    if (text === "") return { ...NOTHING, form: "empty" };
    if (text.startsWith("<")) return readHtml(text);
  }
  const value = parsed ?? (text.length > MAX_PARSED_CHARACTERS ? undefined : parseJson(text));
  if (typeof value === "string") return plainText(value, "json");
  const root = asObject(asArray(value)?.[0] ?? value);
  return root === null ? plainText(text, "text") : readJson(root);
}

/** Whether a parsed answer presents itself as an error; cheap, for the ordinary answer. */
export function presentsError(parsed: unknown): boolean {
  const root = asObject(asArray(parsed)?.[0] ?? parsed);
  return root !== null && findError(root).statesError;
}

const NOTHING: ErrorBody = {
  form: "text",
  statesError: false,
  message: null,
  code: null,
  type: null,
  param: null,
  claimedStatus: null,
  requestId: null,
  codes: new Set(),
  phrases: "",
};

function plainText(text: string, form: ErrorBody["form"]): ErrorBody {
  return {
    ...NOTHING,
    form,
    message: asText(text.slice(0, MAX_PHRASE_CHARACTERS)),
    requestId: requestIdInside(text),
    phrases: phrasesOf(text),
  };
}

/** Of a page only its title is read: the rest is decoration, and may quote anything. */
function readHtml(text: string): ErrorBody {
  const head = text.slice(0, MAX_PHRASE_CHARACTERS);
  const start = head.search(/<title>/i);
  const end = start === -1 ? -1 : head.indexOf("<", start + 7);
  const title = start === -1 ? null : asText(head.slice(start + 7, end === -1 ? undefined : end).trim());
  return { ...NOTHING, form: "html", message: title, phrases: phrasesOf(title ?? "") };
}

function readJson(root: JsonObject): ErrorBody {
  const { inner, statesError } = findError(root);
  const innerText = typeof inner === "string" ? inner : null;
  const fields = asObject(inner) ?? root;
  const ownMessage = innerText ?? messageOf(fields) ?? messageOf(root);
  const nested = ownMessage?.trimStart().startsWith("{") ? asObject(parseJson(ownMessage)) : null;
  const nestedError = nested === null ? null : (asObject(nested.error) ?? nested);
  const message = (nestedError === null ? null : messageOf(nestedError)) ?? ownMessage;
  const codes = new Set<string>();
  for (const source of [root, fields, nestedError]) if (source !== null) collectCodes(source, codes);
  const claimed = asNumber(fields.code) ?? asNumber(fields.status) ?? asNumber(root.status);
  return {
    form: "json",
    statesError,
    message,
    code: codeText(fields.code) ?? codeText(nestedError?.code),
    type: asText(fields.type) ?? asText(nestedError?.type),
    param: asText(fields.param) ?? asText(nestedError?.param),
    claimedStatus: claimed !== null && claimed >= 400 && claimed <= 599 ? claimed : null,
    requestId: requestIdInside(ownMessage ?? "") ?? asText(root.request_id),
    codes,
    phrases: phrasesOf(message === ownMessage ? (message ?? "") : `${message ?? ""}\n${ownMessage ?? ""}`),
  };
}

/** The error inside an answer, in the order of how sure the shape is. */
function findError(root: JsonObject): { inner: unknown; statesError: boolean } {
  if (isFilled(root.error)) return { inner: root.error, statesError: true };
  const response = asObject(root.response);
  if (response !== null && isFilled(response.error)) return { inner: response.error, statesError: true };
  if (root.type === "error" || root.object === "error" || root.type === "response.failed") {
    return { inner: root, statesError: true };
  }
  const choice = asObject(asArray(root.choices)?.[0]);
  if (choice !== null && isFilled(choice.error)) return { inner: choice.error, statesError: true };
  if (choice !== null && String(choice.finish_reason).toLowerCase() === "error") {
    return { inner: choice, statesError: true };
  }
  const first = asArray(root.errors)?.[0];
  if (isFilled(first)) return { inner: first, statesError: true };
  const looksLikeAnswer = "choices" in root || "output" in root || "object" in root || "type" in root;
  return { inner: root, statesError: !looksLikeAnswer && (isFilled(root.detail) || asText(root.message) !== null) };
}

function isFilled(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  if (Array.isArray(value)) return value.length > 0;
  const object = asObject(value);
  return object === null ? value === true : Object.keys(object).length > 0;
}

function messageOf(source: JsonObject): string | null {
  const direct = asText(source.message) ?? asText(source.detail) ?? asText(source.msg) ?? asText(source.error);
  if (direct !== null) return direct;
  // FastAPI style: {"detail":[{"loc":["body","messages"],"msg":"..."}]}
  const first = asObject(asArray(source.detail)?.[0] ?? source.detail);
  return first === null ? null : (asText(first.msg) ?? asText(first.message));
}

function codeText(code: unknown): string | null {
  return typeof code === "number" ? String(code) : asText(code);
}

function collectCodes(source: JsonObject, codes: Set<string>): void {
  const metadata = asObject(source.metadata);
  const vendorType = asText(metadata?.error_type);
  const found = [
    source.code,
    source.type,
    source.status,
    asObject(source.innererror)?.code,
    asObject(source.details)?.error_code,
    // OpenRouter calls a malformed prompt what OpenAI calls a forbidden one.
    vendorType === "invalid_prompt" ? "invalid_request" : vendorType,
  ];
  for (const value of found) {
    if (typeof value === "string" && value !== "" && value.length <= 100) codes.add(value.toLowerCase());
  }
  if (metadata !== null && ("flagged_input" in metadata || "patterns" in metadata)) codes.add("moderation_blocked");
}

function phrasesOf(text: string): string {
  return text.slice(0, MAX_PHRASE_CHARACTERS).toLowerCase();
}

const REQUEST_ID_MARK = "request id: ";

/** CometAPI and its relatives put the id at the end of the message: `... (request id: 2026...)`. */
function requestIdInside(message: string): string | null {
  const at = message.toLowerCase().lastIndexOf(REQUEST_ID_MARK);
  if (at === -1) return null;
  return (
    /^[A-Za-z0-9_-]{4,128}/.exec(message.slice(at + REQUEST_ID_MARK.length, at + REQUEST_ID_MARK.length + 130))?.[0] ??
    null
  );
}
