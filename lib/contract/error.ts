import { z } from "zod";

/** The closed set of console API errors. `lib/http/errors` maps each to one status, exhaustively. */
export const API_ERROR_CODES = [
  "bad_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "version_conflict",
  "precondition_required",
  "unsupported_media_type",
  "payload_too_large",
  "rate_limited",
  "unavailable",
  "internal",
] as const;

export type ApiErrorCode = (typeof API_ERROR_CODES)[number];

export const ApiErrorBody = z.object({
  error: z.object({
    code: z.enum(API_ERROR_CODES),
    /** One plain sentence: what happened and what to do. */
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ApiErrorBody = z.infer<typeof ApiErrorBody>;
