import type { z } from "zod";
import { describeAllowed, describeFound, printPath } from "@/lib/contract/config-problem";
import { valueAt } from "@/lib/contract/value-at";
import { AppError } from "./errors";

/** Which part of a request a value came from; the first word of a refusal. */
export type InputPart = "params" | "query" | "body";

/** Parses one part of a request. Throws `AppError` 400 that names the path, what was found and what is allowed. */
export function parseInput<T>(part: InputPart, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => {
    const at = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
    return {
      path: printPath([part, ...at]),
      found: issue.code === "unrecognized_keys" ? "an unknown field" : describeFound(valueAt(value, at), at, false),
      allowed: describeAllowed(issue, schema),
    };
  });
  const [first] = issues;
  const message =
    first === undefined ? `${part} is not valid` : `${first.path}: found ${first.found}; allowed: ${first.allowed}`;
  throw new AppError("bad_request", `${message}.`, { details: { issues } });
}

/** The query as an object. A name given twice is refused: two readers could take different ones. */
export function queryOf(url: URL): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(query, name)) throw new AppError("bad_request", `query.${name.slice(0, 60)} is given twice.`);
    query[name] = value;
  }
  return query;
}

/** `If-Match` as the number of a route map version; null when absent. Throws `AppError` 400 for anything else. */
export function ifMatchOf(request: Request): number | null {
  const header = request.headers.get("if-match");
  if (header === null) return null;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new AppError("bad_request", "If-Match takes the number of a route map version.");
  return Number(version);
}
