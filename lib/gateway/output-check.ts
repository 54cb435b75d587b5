import type { RequestFacts } from "../core/request-facts";
import type { Endpoint, OutputRules } from "../core/routing-snapshot";
import { bareSignal } from "../core/signal";
import {
  needsSchemaCheck,
  schemaTexts,
  type Validation,
  validateChatAnswer,
  validateResponsesAnswer,
} from "../core/validate-output";
import type { SchemaChecker } from "./schema-check";

/** What an answer of one request has to satisfy, whichever route gives it. */
export interface OutputContract {
  readonly endpoint: Endpoint;
  readonly rules: OutputRules;
  readonly facts: RequestFacts;
  readonly schemas: SchemaChecker;
}

export interface CheckedOutput {
  readonly validation: Validation;
  /** What was not checked, for the record. */
  readonly note: string | null;
}

/** Every check of a parsed answer, the JSON schema last. A failure carries the answer itself as a sample to sanitize. */
export function checkOutput(body: unknown, contract: OutputContract): CheckedOutput {
  const { endpoint, rules, facts } = contract;
  const validate = endpoint === "chat" ? validateChatAnswer : validateResponsesAnswer;
  const validation = validate(body, rules, facts);
  if (!validation.ok) {
    const signal = { ...validation.signal, httpStatus: 200, providerMessage: JSON.stringify(body) ?? null };
    return { validation: { ...validation, signal }, note: null };
  }
  return needsSchemaCheck(facts) ? checkSchema(body, validation, contract) : { validation, note: null };
}

function checkSchema(
  body: unknown,
  validation: Validation,
  { endpoint, facts, schemas }: OutputContract,
): CheckedOutput {
  const schema = facts.jsonSchema ?? {};
  for (const text of schemaTexts(endpoint, body)) {
    const verdict = schemas.check(schema, text);
    if (verdict.kind === "unchecked") return { validation, note: `schema_unchecked: ${verdict.why}` };
    if (verdict.kind === "fits") continue;
    const providerMessage = JSON.stringify({ schema: verdict.mismatch, answer: body });
    const signal = bareSignal({ class: "invalid_output", detail: "schema", httpStatus: 200, providerMessage });
    return { validation: { ...validation, ok: false, signal }, note: null };
  }
  return { validation, note: null };
}
