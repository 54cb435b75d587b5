import { asArray, asObject, type JsonObject } from "../json";
import type { Endpoint } from "../routing-snapshot";

/** The fields of an answer the gateway reads, with the type each had: what a provider must not take away unnoticed. */
export type FieldTypes = Readonly<Record<string, string>>;

const READ_FIELDS: Readonly<Record<Endpoint, readonly string[]>> = {
  chat: [
    "id",
    "object",
    "model",
    "choices",
    "choices.0.finish_reason",
    "choices.0.message.role",
    "choices.0.message.content",
    "choices.0.delta",
    "usage.prompt_tokens",
    "usage.completion_tokens",
  ],
  responses: [
    "id",
    "object",
    "model",
    "status",
    "output",
    "output.0.type",
    "output.0.content",
    "usage.input_tokens",
    "usage.output_tokens",
  ],
};

/** The type of every field the gateway reads that the body has. */
export function fieldTypes(endpoint: Endpoint, body: JsonObject | null): FieldTypes {
  const types: Record<string, string> = {};
  for (const path of READ_FIELDS[endpoint]) {
    const value = valueAt(body, path);
    if (value !== undefined) types[path] = typeName(value);
  }
  return types;
}

export interface FieldDrift {
  readonly field: string;
  readonly before: string;
  /** Null when the field is gone. */
  readonly now: string | null;
}

/** Fields read in the last passed run that are gone or of another type now. New fields are no drift. */
export function fieldDrift(before: FieldTypes, now: FieldTypes): FieldDrift[] {
  return Object.entries(before)
    .filter(([field, type]) => now[field] !== type)
    .map(([field, type]) => ({ field, before: type, now: now[field] ?? null }));
}

function valueAt(body: JsonObject | null, path: string): unknown {
  let value: unknown = body;
  for (const name of path.split(".")) {
    value = asArray(value) === null ? asObject(value)?.[name] : asArray(value)?.[Number(name)];
  }
  return value;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
