import { z } from "zod";
import { AliasList } from "./alias-list";
import { AuditList, AuditRow } from "./audit";
import { CanaryView, RollbackResult, ShiftResult } from "./canary";
import { CONSOLE_OPERATIONS, type ConsoleOperation } from "./console-api";
import { ApiErrorBody, type ApiErrorCode } from "./error";
import { HealthView, ReadyView } from "./health";
import { LiveEvent } from "./live";
import { Overview } from "./overview";
import { RequestDetail, RequestList } from "./requests";
import { RouteMapContent, RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "./route-map";
import { SessionView, SignedOut } from "./session";
import { AliasTraffic } from "./traffic";

/** Answers that get a name in the document; one that is part of another is referred to by it. */
const NAMED_ANSWERS = {
  AliasList,
  AliasTraffic,
  ApiErrorBody,
  AuditList,
  AuditRow,
  CanaryView,
  HealthView,
  LiveEvent,
  Overview,
  ReadyView,
  RequestDetail,
  RequestList,
  RollbackResult,
  RouteMapContent,
  RouteMapDiff,
  RouteMapVersion,
  RouteMapVersionList,
  SessionView,
  ShiftResult,
  SignedOut,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** Status and meaning of every refusal; `lib/http/errors` maps the codes to the same numbers. */
const REFUSALS: Readonly<Record<ApiErrorCode, readonly [status: number, meaning: string]>> = {
  bad_request: [400, "The input is not valid; the message names the path"],
  unauthenticated: [401, "No valid session or access token"],
  forbidden: [403, "The role is missing, or the change came from another site"],
  not_found: [404, "No such thing; the message names the known ones"],
  conflict: [409, "It would change nothing, or cannot be done as things are"],
  version_conflict: [412, "Another change came first; details hold it"],
  payload_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "The body has to be application/json"],
  precondition_required: [428, "Say which version you were looking at"],
  rate_limited: [429, "Too many; wait, as long as Retry-After says where it is sent"],
  internal: [500, "A defect of ours; nothing of it is shown"],
  unavailable: [503, "Not possible now; try again"],
};

type Json = Record<string, unknown>;

/** The console API as OpenAPI 3.1, made from the contracts the handlers parse and answer with. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of CONSOLE_OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Switchyard console API",
      version: "1",
      description: "Times are ISO 8601 in UTC, durations end in _ms, percentages are 0-100, cursors are opaque.",
    },
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "session", description: "Set by POST /api/session" },
        token: { type: "http", scheme: "bearer", description: "An access token" },
      },
    },
  };
}

function operationObject(operation: ConsoleOperation): Json {
  const { method, path, summary, body } = operation;
  return {
    operationId: operationId(method, path),
    summary,
    ...(operation.isPublic ? { security: [] } : {}),
    parameters: [
      ...parameters("path", operation.params),
      ...parameters("query", operation.query),
      ...headerParameters(operation),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonContent(inputSchema(body)) } }),
    responses: { "200": answerObject(operation), ...refusalObjects(operation) },
  };
}

function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api\//, "").split(/[^A-Za-z]+/);
  return [method, ...words.filter(Boolean)].join("_");
}

function parameters(where: "path" | "query", schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", override: readable });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

function headerParameters({ method, takesIfMatch, contentType }: ConsoleOperation): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    schema: { type: "string" },
    description,
  });
  return [
    ...(takesIfMatch ? [header("If-Match", "Number of the active route map version; base_version does the same")] : []),
    ...(method === "post" ? [header("Idempotency-Key", "One order, one effect, however often it is sent")] : []),
    ...(contentType === "text/event-stream" ? [header("Last-Event-ID", "Replays what was missed since")] : []),
  ];
}

function answerObject({ answer, contentType = "application/json" }: ConsoleOperation): Json {
  const named = Object.entries(NAMED_ANSWERS).find(([, schema]) => schema === answer);
  const schema =
    named === undefined ? { type: contentType === "application/json" ? "object" : "string" } : refTo(named[0]);
  return { description: "Done", content: { [contentType]: { schema } } };
}

function refusalObjects({ isPublic, body, refusals = [] }: ConsoleOperation): Json {
  const shared: ApiErrorCode[] = ["bad_request", ...(isPublic ? [] : (["unauthenticated", "forbidden"] as const))];
  const ofBodies: ApiErrorCode[] = body === undefined ? [] : ["payload_too_large", "unsupported_media_type"];
  const codes = [...new Set([...shared, ...ofBodies, ...refusals, "internal" as const, "unavailable" as const])];
  return Object.fromEntries(
    codes.map((code) => {
      const [status, description] = REFUSALS[code];
      return [String(status), { description: `${code}: ${description}`, content: jsonContent(refTo("ApiErrorBody")) }];
    }),
  );
}

function jsonContent(schema: Json): Json {
  return { "application/json": { schema } };
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function inputSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: "input", override: readable });
  return json;
}

function namedSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_ANSWERS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, override: readable });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** Answers may gain fields, and the pattern of a time says nothing that its format does not. */
function readable({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
}
