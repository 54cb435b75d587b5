import type { ApiErrorBody, ApiErrorCode } from "@/lib/contract/error";
import { sameName } from "@/lib/core/same-name";

/** A refusal the console API gives on purpose. `message` is one plain sentence and reaches the caller as it is. */
export class AppError extends Error {
  static override readonly [Symbol.hasInstance] = sameName("AppError");

  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The refusal already has its own audit row. */
  readonly isAudited: boolean;

  constructor(
    readonly code: ApiErrorCode,
    message: string,
    options: {
      readonly details?: Readonly<Record<string, unknown>>;
      readonly retryAfterSeconds?: number;
      readonly isAudited?: boolean;
    } = {},
  ) {
    super(message);
    this.name = "AppError";
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.isAudited = options.isAudited ?? false;
  }
}

/** The one mapping of error codes to HTTP; the compiler keeps it whole. */
export const STATUS_OF: Readonly<Record<ApiErrorCode, number>> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  version_conflict: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  precondition_required: 428,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/** What an error nobody planned for becomes. Its own text stays inside: it may name files, queries or secrets. */
export const UNEXPECTED = new AppError("internal", "Something failed on the server; its log says what.");

/** The error envelope of the console API. */
export function errorResponse(error: AppError): Response {
  const body: ApiErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: { ...error.details } }),
    },
  };
  const headers = new Headers(PRIVATE_JSON_HEADERS);
  if (error.retryAfterSeconds !== undefined) headers.set("retry-after", String(Math.ceil(error.retryAfterSeconds)));
  return new Response(JSON.stringify(body), { status: STATUS_OF[error.code], headers });
}

/** Every answer of the console API is one person's: no cache keeps it and no browser guesses its type. */
export const PRIVATE_JSON_HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
} as const;
