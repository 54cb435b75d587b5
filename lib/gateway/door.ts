import type { AliasRouting, Endpoint, RoutingSnapshot } from "../core/routing-snapshot";
import { type Client, type ClientDirectory, findClient } from "./client-directory";
import type { BodyRead, Exchange } from "./exchange";
import { type JsonLimits, jsonDefect } from "./json-guard";
import type { Refusal } from "./refusal";

export interface DoorLimits extends JsonLimits {
  readonly maxBodyBytes: number;
}

export const DOOR_LIMITS: DoorLimits = { maxBodyBytes: 10 * 1024 * 1024, maxDepth: 64, maxKeys: 50_000 };

export type JsonObject = Readonly<Record<string, unknown>>;

export interface AcceptedCall {
  readonly endpoint: Endpoint;
  readonly client: Client;
  readonly body: JsonObject;
  readonly alias: AliasRouting;
  readonly snapshot: RoutingSnapshot;
}

export type DoorVerdict<Accepted> =
  | { readonly kind: "accepted"; readonly value: Accepted }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The caller left while its request was being read. */
  | { readonly kind: "gone" };

export function checkKey(exchange: Exchange, clients: ClientDirectory): DoorVerdict<Client> {
  const client = findClient(clients, exchange.header("authorization"));
  if (client !== null) return { kind: "accepted", value: client };
  return refused(
    401,
    "invalid_api_key",
    "This client key is not known. Send a key that Switchyard issued as 'Authorization: Bearer <key>'.",
    {
      type: "invalid_request_error",
      headers: { "www-authenticate": "Bearer", "x-should-retry": "false" },
    },
  );
}

/**
 * Judges one call after its key and its head: size, nesting, JSON, model. Nothing is sent to a provider before all of it
 * holds.
 */
export function judgeCall(
  read: BodyRead,
  endpoint: Endpoint,
  client: Client,
  snapshot: RoutingSnapshot,
  limits: DoorLimits,
): DoorVerdict<AcceptedCall> {
  if (read.kind === "closed") return { kind: "gone" };
  if (read.kind === "too_large") return { kind: "refused", refusal: tooLarge(limits) };
  const defect = jsonDefect(read.bytes, limits);
  if (defect !== null) return refused(400, "invalid_json", `The request body is refused: it has ${defect}.`);
  const body = parseObject(read.bytes);
  if (body === null) return refused(400, "invalid_json", "The request body is not a JSON object.");
  const { model } = body;
  if (typeof model !== "string" || model === "") {
    return refused(400, "missing_required_parameter", "The field 'model' must name an alias.", { param: "model" });
  }
  const alias = snapshot.aliases.get(model);
  if (alias === undefined) return { kind: "refused", refusal: unknownAlias(model, snapshot) };
  return { kind: "accepted", value: { endpoint, client, body, alias, snapshot } };
}

/** Content type, encoding, announced size and framing, before the body is read. Null when it may be read. */
export function checkHead(exchange: Exchange, limits: DoorLimits): Refusal | null {
  const encoding = exchange.header("content-encoding");
  const type = exchange.header("content-type");
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type) || /charset=(?!"?utf-8)/i.test(type)) {
    return {
      status: 415,
      code: "unsupported_media_type",
      message: "Send the request as 'Content-Type: application/json' in UTF-8.",
    };
  }
  if (encoding !== undefined && encoding !== "identity") {
    return {
      status: 415,
      code: "unsupported_media_type",
      message: "Send the request body without a content encoding.",
    };
  }
  if (Number(exchange.header("content-length") ?? 0) > limits.maxBodyBytes) return tooLarge(limits);
  const defect = exchange.protocolDefect;
  if (defect === null) return null;
  return {
    status: 400,
    code: "invalid_request",
    message: `The request is ambiguous: ${defect}.`,
    headers: { connection: "close" },
  };
}

function tooLarge(limits: DoorLimits): Refusal {
  const mebibytes = limits.maxBodyBytes / (1024 * 1024);
  return {
    status: 413,
    code: "request_too_large",
    message: `The request body is larger than ${mebibytes} MiB.`,
    headers: { connection: "close" },
  };
}

function unknownAlias(model: string, snapshot: RoutingSnapshot): Refusal {
  const known = [...snapshot.aliases.keys()].slice(0, 20).join(", ");
  const asked = model.slice(0, 80).replaceAll(/[^\x20-\x7e]/g, "?");
  const message = `There is no alias '${asked}'. Known aliases: ${known}.`;
  return {
    status: 404,
    code: "model_not_found",
    message,
    type: "invalid_request_error",
    param: "model",
    headers: { "x-should-retry": "false" },
  };
}

function parseObject(bytes: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(status: number, code: string, message: string, more: Partial<Refusal> = {}): DoorVerdict<never> {
  return { kind: "refused", refusal: { status, code, message, type: "invalid_request_error", ...more } };
}
