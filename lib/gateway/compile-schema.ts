import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonObject } from "../core/json";

/** What a compiled schema says of a value: null when it fits, else which keyword it breaks and where. */
export type SchemaCheck = (value: unknown) => SchemaMismatch | null;

export interface SchemaMismatch {
  readonly keyword: string;
  /** JSON pointer into the value; empty for the value itself. */
  readonly at: string;
}

const MAX_DEPTH = 32;
const MAX_NODES = 4_000;

/** Keywords that run the caller's patterns, and those whose verdict depends on what a pattern matched. */
const NOT_ENFORCED = ["pattern", "patternProperties", "unevaluatedProperties", "unevaluatedItems"] as const;

/** Stands where a pattern would be tried, for instance by `additionalProperties`: every name may be meant. */
const NEVER_TRIED = Object.assign(() => ({ test: () => true }), { code: "" });

/**
 * Why a schema is not even compiled, or null: it nests too deep, is too large, or asks for asynchronous validation,
 * whose rejections nobody would await. The walk itself is bounded.
 */
export function schemaDefect(schema: JsonObject): string | null {
  let nodes = 0;
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: schema, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    nodes += 1;
    if (nodes > MAX_NODES) return "too large";
    if (depth > MAX_DEPTH) return "too deep";
    if (Object.hasOwn(value, "$async")) return "asynchronous";
    for (const member of Object.values(value)) pending.push({ value: member, depth: depth + 1 });
  }
  return null;
}

/**
 * Compiles a caller's schema (JSON Schema 2020-12, as structured outputs use it) on its own: no other schema is known,
 * nothing is fetched, formats and patterns are not enforced. Throws for what is no valid schema or refers elsewhere.
 */
export function compileSchema(schema: JsonObject): SchemaCheck {
  const ajv = new Ajv2020({
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    validateFormats: false,
    ownProperties: true,
    messages: false,
    logger: false,
    code: { regExp: NEVER_TRIED },
  });
  for (const keyword of NOT_ENFORCED) ajv.removeKeyword(keyword);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return null;
    const [first] = validate.errors ?? [];
    return { keyword: first?.keyword ?? "false schema", at: first?.instancePath ?? "" };
  };
}
