export type JsonObject = Readonly<Record<string, unknown>>;

/** The value when it is a JSON object (not null, not an array), else null. */
export function asObject(value: unknown): JsonObject | null {
  // The one cast of the core: an object that is not an array can be read by any string key.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asArray(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** A string with something in it, else null: providers send `""` where they mean "none". */
export function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Parses without throwing; undefined stands for "not JSON" since JSON itself has no such value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
