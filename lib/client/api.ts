import type { z } from "zod";
import { ApiErrorBody, type ApiErrorCode } from "@/lib/contract/error";

/** `unreachable`: no answer came, so whether a change was made is not known. `unreadable`: an answer that breaks the contract. */
export type ApiFailureCode = ApiErrorCode | "unreachable" | "unreadable";

/** A console API call that did not succeed. `message` is one plain sentence that may be shown as it is. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiFailureCode,
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Seconds the server asked to wait; null when it named none. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/**
 * Reads one body of the console API and checks it against its contract.
 * Rejects with `ApiError`; an aborted call rejects with the `AbortError` of fetch, which is not a failure.
 */
export async function apiGet<T>(path: string, body: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
  return readBody(response, body);
}

/** Reads a file of the console API as text. Rejects like `apiGet`. */
export async function apiText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await send(path, signal ? { signal } : {});
  const text = await response.text();
  if (!response.ok) throw refusal(response, parseJson(text));
  return text;
}

export interface Change {
  /** POST unless said otherwise. */
  readonly method?: "POST" | "PUT";
  readonly body?: unknown;
  /** The route map version the person was looking at. */
  readonly baseVersion?: number;
  /** One key for one intended change: sending it again changes nothing more. */
  readonly idempotencyKey?: string;
}

/** Sends one change and checks the confirmation against its contract. Never retried here: a change is never guessed. */
export async function apiChange<T>(path: string, body: z.ZodType<T>, change: Change): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json", "content-type": "application/json" };
  if (change.baseVersion !== undefined) headers["if-match"] = `"${change.baseVersion}"`;
  if (change.idempotencyKey !== undefined) headers["idempotency-key"] = change.idempotencyKey;
  const response = await send(path, {
    method: change.method ?? "POST",
    headers,
    body: JSON.stringify(change.body ?? {}),
  });
  return readBody(response, body);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError("unreachable", "The console could not reach the server. Check the connection and retry.", 0);
  }
}

async function readBody<T>(response: Response, body: z.ZodType<T>): Promise<T> {
  const text = await response.text().catch(() => "");
  const json = parseJson(text);
  if (!response.ok) throw refusal(response, json);
  const parsed = body.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    "unreadable",
    "The server answered in a form this page does not know. Reload it.",
    response.status,
  );
}

function refusal(response: Response, json: unknown): ApiError {
  const wait = Number(response.headers.get("retry-after"));
  const retryAfterSeconds = Number.isFinite(wait) && wait > 0 ? wait : null;
  const parsed = ApiErrorBody.safeParse(json);
  if (!parsed.success) {
    return new ApiError("unreadable", `The server answered ${response.status} without a reason.`, response.status);
  }
  const { code, message, details } = parsed.data.error;
  return new ApiError(code, message, response.status, details ?? {}, retryAfterSeconds);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
