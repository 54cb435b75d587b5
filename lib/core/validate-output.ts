import { type AnswerChoice, type AnswerParts, readChatParts, readResponsesParts } from "./answer-parts";
import { asObject, parseJson } from "./json";
import type { RequestFacts } from "./request-facts";
import type { Endpoint, OutputRules } from "./routing-snapshot";
import { bareSignal, type Signal } from "./signal";
import type { Usage } from "./usage";

interface AnswerFacts {
  readonly finishReason: string | null;
  readonly model: string | null;
  readonly usage: Usage | null;
  readonly responseId: string | null;
}

/** Whether a 2xx answer may be returned. `signal.detail` names the defect: `empty`, `truncated`, `tool_arguments`, ... */
export type Validation = AnswerFacts & ({ readonly ok: true } | { readonly ok: false; readonly signal: Signal });

/**
 * Checks a parsed, non-streamed Chat Completions body against the contract and the alias's rules. `body` is undefined
 * when it was not JSON. The JSON schema of `response_format` is not checked here: see `needsSchemaCheck`.
 */
export function validateChatAnswer(body: unknown, rules: OutputRules, facts: RequestFacts): Validation {
  return validate(body, readChatParts, rules, facts);
}

/** The same for a Responses body: HTTP 200 with status `failed` or `incomplete` is not success. */
export function validateResponsesAnswer(body: unknown, rules: OutputRules, facts: RequestFacts): Validation {
  return validate(body, readResponsesParts, rules, facts);
}

/**
 * Whether the shell must still check the answer's texts (`schemaTexts`) against `facts.jsonSchema`, with the schema
 * library the core does without. It applies to non-streamed and buffered answers that carry text; a mismatch is `invalid_output` with detail
 * `schema`.
 */
export function needsSchemaCheck(facts: RequestFacts): boolean {
  return facts.jsonSchema !== null && Object.keys(facts.jsonSchema).length > 0;
}

/** The texts of an answer that a JSON schema speaks of: those of choices that say something, not of calls or refusals. */
export function schemaTexts(endpoint: Endpoint, body: unknown): readonly string[] {
  const object = asObject(body) ?? {};
  const { choices } = endpoint === "chat" ? readChatParts(object) : readResponsesParts(object);
  return choices.filter(({ toolCalls, hasRefusal }) => toolCalls === 0 && !hasRefusal).map(({ text }) => text);
}

function validate(
  body: unknown,
  read: (body: Readonly<Record<string, unknown>>) => AnswerParts,
  rules: OutputRules,
  facts: RequestFacts,
): Validation {
  const object = asObject(body);
  if (object === null) {
    const detail = body === undefined ? "unparsable" : "wrong_shape";
    return { ok: false, signal: invalid(detail), finishReason: null, model: null, usage: null, responseId: null };
  }
  const { choices, model, usage, responseId, isPending } = read(object);
  const finishReason = choices[0]?.finishReason ?? null;
  const signal = isPending ? pendingDefect(facts) : firstDefect(choices, rules, facts);
  if (signal === null) return { ok: true, finishReason, model, usage, responseId };
  return { ok: false, signal, finishReason, model, usage, responseId };
}

function invalid(detail: string): Signal {
  return bareSignal({ class: "invalid_output", detail });
}

function pendingDefect(facts: RequestFacts): Signal | null {
  return facts.asksToAct ? null : invalid("incomplete");
}

/** Every choice has to be sound: an answer with one empty alternative is not what was asked for. */
function firstDefect(choices: readonly AnswerChoice[], rules: OutputRules, facts: RequestFacts): Signal | null {
  if (choices.length === 0) return invalid("empty");
  for (const choice of choices) {
    if (choice.isFiltered) return bareSignal({ class: "content_policy", detail: "content_filter" });
    const defect = shapeDefect(choice, facts) ?? contentDefect(choice, rules, facts);
    if (defect !== null) return invalid(defect);
  }
  return null;
}

/** An answer cut at the length its caller asked for is what the caller asked for. */
function shapeDefect(choice: AnswerChoice, facts: RequestFacts): string | null {
  const isWantedCut = choice.defect === "incomplete" && choice.finishReason === "length" && facts.maxTokens !== null;
  return isWantedCut ? null : choice.defect;
}

function contentDefect(choice: AnswerChoice, rules: OutputRules, facts: RequestFacts): string | null {
  const { finishReason } = choice;
  const text = choice.text.trim();
  const isText = choice.toolCalls === 0 && !choice.hasRefusal;
  if (isText && text === "") return "empty";
  if (finishReason === null || !rules.acceptFinishReasons.includes(finishReason)) return "finish_reason";
  for (const toolArguments of choice.toolArguments) {
    if (parseJson(toolArguments) === undefined) return "tool_arguments";
  }
  if (!isText) return null;
  if (text.length < rules.minChars) return "too_short";
  if (isPlaceholder(text, rules.placeholders)) return "placeholder";
  return jsonDefect(text, rules, facts, finishReason);
}

function jsonDefect(text: string, rules: OutputRules, facts: RequestFacts, finishReason: string): string | null {
  if (!facts.jsonObject && facts.jsonSchema === null && rules.requiredJsonKeys.length === 0) return null;
  const value = parseJson(text);
  if (value === undefined) return finishReason === "length" ? "truncated" : "not_json";
  if (rules.requiredJsonKeys.length === 0) return null;
  const object = asObject(value);
  return object !== null && rules.requiredJsonKeys.every((key) => Object.hasOwn(object, key))
    ? null
    : "missing_json_key";
}

/** Whether the whole answer is one of the given texts, however cased and punctuated. */
function isPlaceholder(text: string, placeholders: readonly string[]): boolean {
  // A placeholder is at most 200 characters: longer answers need not be folded.
  if (placeholders.length === 0 || text.length > 400) return false;
  const folded = fold(text);
  return placeholders.some((placeholder) => fold(placeholder) === folded);
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s.!?\u2026"'`*_]+/g, " ")
    .trim();
}
