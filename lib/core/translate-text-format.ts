import { type Obstacle, pathTo, refuse, refuseOthers } from "./field-rules";
import { asObject, type JsonObject } from "./json";

const SCHEMA_FIELDS = ["name", "description", "schema", "strict"];

/** Chat's `response_format` as Responses' `text.format`: the schema moves up one level. */
export function responsesFormat(value: unknown, obstacle: Obstacle, path: string): unknown {
  const format = asObject(value);
  if (format?.type !== "json_schema") return plainFormat(format, obstacle, path);
  refuseOthers(format, ["type", "json_schema"], obstacle, `${path}.`);
  const schema = asObject(format.json_schema) ?? {};
  refuseOthers(schema, SCHEMA_FIELDS, obstacle, `${path}.json_schema.`);
  return { type: "json_schema", ...schema };
}

/** Responses' `text.format` as chat's `response_format`. */
export function chatFormat(value: unknown, obstacle: Obstacle, path: string): unknown {
  const format = asObject(value);
  if (format?.type !== "json_schema") return plainFormat(format, obstacle, path);
  refuseOthers(format, ["type", ...SCHEMA_FIELDS], obstacle, `${path}.`);
  const { type, ...schema } = format;
  return { type, json_schema: schema };
}

function plainFormat(format: JsonObject | null, obstacle: Obstacle, path: string): unknown {
  if (format?.type !== "text" && format?.type !== "json_object") refuse(obstacle, pathTo(`${path}.`, format?.type));
  else refuseOthers(format, ["type"], obstacle, `${path}.`);
  return format;
}
