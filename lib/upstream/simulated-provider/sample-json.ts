type Schema = Readonly<Record<string, unknown>>;

/**
 * A value that fits a JSON schema of the kind callers send for structured output and tool arguments: objects, arrays,
 * enums, constants, unions (the first branch) and plain types, with local `$ref`s. Deterministic.
 */
export function sampleJson(schema: unknown, root: unknown = schema, depth = 0): unknown {
  if (!isSchema(schema) || depth > 16) return null;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (typeof schema.$ref === "string") return sampleJson(resolve(schema.$ref, root), root, depth + 1);
  const branches = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (Array.isArray(branches)) return sampleJson(branches[0], root, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? (isSchema(schema.properties) ? "object" : "null")) {
    case "object":
      return Object.fromEntries(
        Object.entries(isSchema(schema.properties) ? schema.properties : {}).map(([key, value]) => [
          key,
          sampleJson(value, root, depth + 1),
        ]),
      );
    case "array":
      return Array.from({ length: Math.max(1, numberOf(schema.minItems, 1)) }, () =>
        sampleJson(schema.items, root, depth + 1),
      );
    case "string":
      return sampleText(schema);
    case "integer":
    case "number":
      return numberOf(schema.minimum, 7);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function sampleText(schema: Schema): string {
  if (schema.format === "date-time") return "2026-01-15T09:30:00Z";
  if (schema.format === "date") return "2026-01-15";
  if (schema.format === "email") return "someone@example.com";
  return "sample".padEnd(numberOf(schema.minLength, 0), "x").slice(0, numberOf(schema.maxLength, 10_000));
}

function resolve(reference: string, root: unknown): unknown {
  const steps = reference.replace(/^#\/?/, "").split("/").filter(Boolean);
  return steps.reduce<unknown>((node, step) => (isSchema(node) ? node[step] : undefined), root);
}

function numberOf(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
