import { type JsonObject, parseJson } from "../core/json";
import { compileSchema, type SchemaCheck, type SchemaMismatch, schemaDefect } from "./compile-schema";
import { TimeBox } from "./time-box";

export type SchemaVerdict =
  | { readonly kind: "fits" }
  | { readonly kind: "mismatch"; readonly mismatch: SchemaMismatch }
  /** The schema could not be used: the answer passes unchecked, and the record says why. */
  | { readonly kind: "unchecked"; readonly why: string };

type Compiled = { readonly check: SchemaCheck } | { readonly why: string };

export interface SchemaLimits {
  readonly maxSchemaChars: number;
  readonly maxCompiled: number;
  /** Characters of all schemas kept compiled; a compiled one takes many times the room of its text. */
  readonly maxCompiledChars: number;
  readonly compileMs: number;
  readonly checkMs: number;
}

const LIMITS: SchemaLimits = {
  maxSchemaChars: 32 * 1024,
  maxCompiled: 256,
  maxCompiledChars: 1024 * 1024,
  compileMs: 250,
  checkMs: 50,
};

const FITS: SchemaVerdict = { kind: "fits" };

/**
 * Checks answers against the JSON schemas callers announce. A schema is compiled once and kept while it is in use; one
 * that is too large, invalid or takes too long never fails the request: the answer is then unchecked, with a note.
 */
export class SchemaChecker {
  readonly #box = new TimeBox();
  /** By the schema's text, the least recently used first. */
  readonly #compiled = new Map<string, Compiled>();
  #compiledChars = 0;

  constructor(private readonly limits: SchemaLimits = LIMITS) {}

  /** How many schemas are kept compiled, or marked as unusable. */
  get compiledCount(): number {
    return this.#compiled.size;
  }

  /** `text` is JSON, as the output checks before this one made sure. */
  check(schema: JsonObject, text: string): SchemaVerdict {
    const key = JSON.stringify(schema);
    const compiled = this.#recall(key) ?? this.#compile(key, schema);
    if ("why" in compiled) return { kind: "unchecked", why: compiled.why };
    const checked = this.#box.run(this.limits.checkMs, () => compiled.check(parseJson(text)));
    if (checked.kind === "done") {
      return checked.value === null ? FITS : { kind: "mismatch", mismatch: checked.value };
    }
    // Whatever made it endless is in the schema: it is not tried again.
    const why = checked.kind === "expired" ? "too slow" : "failed";
    this.#keep(key, { why });
    return { kind: "unchecked", why };
  }

  #compile(key: string, schema: JsonObject): Compiled {
    if (key.length > this.limits.maxSchemaChars) return { why: "too large" };
    const defect = schemaDefect(schema);
    if (defect !== null) return { why: defect };
    const made = this.#box.run(this.limits.compileMs, () => compileSchema(schema));
    if (made.kind === "done") return this.#keep(key, { check: made.value });
    return this.#keep(key, { why: made.kind === "expired" ? "too slow" : "invalid" });
  }

  #recall(key: string): Compiled | null {
    const compiled = this.#compiled.get(key);
    if (compiled === undefined) return null;
    this.#compiled.delete(key);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #keep(key: string, compiled: Compiled): Compiled {
    if (this.#compiled.delete(key)) this.#compiledChars -= key.length;
    this.#compiled.set(key, compiled);
    this.#compiledChars += key.length;
    for (const oldest of this.#compiled.keys()) {
      if (this.#compiled.size <= this.limits.maxCompiled && this.#compiledChars <= this.limits.maxCompiledChars) break;
      this.#compiled.delete(oldest);
      this.#compiledChars -= oldest.length;
    }
    return compiled;
  }
}
