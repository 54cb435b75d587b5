import { z } from "zod";

/** One thing wrong with a configuration file. Never carries the value of a secret or of an environment variable. */
export interface ConfigProblem {
  /** As a person would write it, for instance `aliases[0].fallbacks[1]`; empty for the file as a whole. */
  readonly path: string;
  /** First line of the offending value, counted from 1; null when there is no such place in the text. */
  readonly line: number | null;
  readonly found: string;
  readonly allowed: string;
}

export type ConfigPath = readonly (string | number)[];

/** What a check says before its place in the text is looked up. */
export interface ConfigFinding {
  readonly at: ConfigPath;
  readonly found: string;
  readonly allowed: string;
}

/** Prints a path as `aliases[0].fallbacks[1]`. */
export function printPath(path: ConfigPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** One line: `switchyard.yaml:12: aliases[0].fallbacks[1]: found "x"; allowed: one of a, b`. */
export function printProblem(file: string, problem: ConfigProblem): string {
  const place = problem.line === null ? file : `${file}:${problem.line}`;
  const path = problem.path === "" ? "" : `${problem.path}: `;
  return `${place}: ${path}found ${problem.found}; allowed: ${problem.allowed}`;
}

const SECRET_FIELD = /key|password|token|secret/i;
const SECRET_PARENTS = new Set(["clients", "tokens", "people"]);
const KEY_LIKE = /^(sk|pk|rk|bearer|key)[-_ ]/i;

/**
 * Says what stands at a place without giving secrets away: anything in a field named after a secret, anything read
 * from the environment and anything that looks like a key is only counted.
 */
export function describeFound(value: unknown, path: ConfigPath, isFromEnvironment: boolean): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a mapping";
  const text = String(value);
  if (isFromEnvironment || isSecretPlace(path) || KEY_LIKE.test(text)) return `a value of ${text.length} characters`;
  if (typeof value !== "string") return text;
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

function isSecretPlace(path: ConfigPath): boolean {
  const field = path.at(-1);
  if (typeof field === "number") return SECRET_PARENTS.has(String(path.at(-2)));
  return field === undefined || SECRET_FIELD.test(field) || SECRET_PARENTS.has(field);
}

/** Turns one zod issue into "what is allowed here", in words of the file rather than of the schema library. */
export function describeAllowed(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case "too_small":
      return `${bound("at least", issue.minimum, issue.inclusive)}${unitOf(issue.origin)}`;
    case "too_big":
      return `${bound("at most", issue.maximum, issue.inclusive)}${unitOf(issue.origin)}`;
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `one of ${keysAt(schema, issue.path).join(", ")}`;
    case "invalid_format":
      return FORMAT_WORDS[issue.format] ?? issue.message;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a mapping",
  record: "a mapping",
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  email: "an e-mail address",
  url: "an http(s) URL",
  date: "a calendar day such as 2027-06-30",
};

function bound(word: string, limit: number | bigint, isInclusive: boolean | undefined): string {
  if (isInclusive !== false) return `${word} ${limit}`;
  return word === "at least" ? `more than ${limit}` : `less than ${limit}`;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

/** Names of the fields the schema knows at a path; empty where it is not an object. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) here = here === undefined ? undefined : childOf(unwrap(here), step);
  const object = here === undefined ? undefined : unwrap(here);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional;
  return wraps ? unwrap(schema.def.innerType) : schema;
}

function childOf(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodArray) return schema.def.element;
  if (schema instanceof z.ZodRecord) return schema.def.valueType;
  return undefined;
}
