import type { ErrorBody } from "./error-body";
import {
  AUTHENTICATION,
  BILLING,
  CLIENT_CONTRACT,
  CONTENT,
  CONTEXT_LENGTH,
  MODEL_MISSING,
  OVERLOADED,
  RATE_LIMIT,
  SERVER_TROUBLE,
  speaksOf,
  type Vocabulary,
} from "./error-vocabulary";
import type { FailureClass } from "./signal-class";

export interface Verdict {
  readonly class: FailureClass;
  readonly detail: string | null;
}

/**
 * The class of an error answer, in the one order the failure corpus allows: billing, authentication, content policy,
 * route unavailable, client contract (even at 500), rate limit, timeout, other server errors, and for an answer that
 * claimed success a defect of the output. Two exceptions: 429 wins over `invalid_request_error`, and 413 over
 * `rate_limit_exceeded`, since a request that is too large stays too large. `status` is null when a 2xx body claims none.
 */
export function judgeError(status: number | null, body: ErrorBody): Verdict {
  const says = (vocabulary: Vocabulary): boolean => speaksOf(vocabulary, body.codes, body.phrases);
  return (
    judgeAccount(status, body, says) ??
    judgeContent(says) ??
    judgeRoute(status, body, says) ??
    judgeRequest(status, body, says) ??
    judgeServer(status, body, says)
  );
}

type Says = (vocabulary: Vocabulary) => boolean;

function verdict(name: FailureClass, detail: string | null = null): Verdict {
  return { class: name, detail };
}

function judgeAccount(status: number | null, body: ErrorBody, says: Says): Verdict | null {
  // Gemini words its per-minute limits like a billing problem; its own state tells them apart.
  const isThrottled = body.codes.has("resource_exhausted");
  if (status === 402 || (says(BILLING) && !isThrottled)) return verdict("account_error", "billing");
  if (status === 401 || status === 407) return verdict("account_error", "authentication");
  if (status === 403) {
    if (says(CONTENT)) return null;
    if (/\b(?:region|country|territory|location)\b/.test(body.phrases)) return verdict("account_error", "region");
    return verdict("account_error", body.form === "json" ? "permission" : "waf");
  }
  return says(AUTHENTICATION) ? verdict("account_error", "authentication") : null;
}

function judgeContent(says: Says): Verdict | null {
  return says(CONTENT) ? verdict("content_policy") : null;
}

function judgeRoute(status: number | null, body: ErrorBody, says: Says): Verdict | null {
  if (says(MODEL_MISSING) || (status === 404 && namesMissingModel(body))) {
    return verdict("route_unavailable", "model_not_found");
  }
  if (status === 529) return verdict("route_unavailable", "overloaded");
  // A busy model is the route's trouble, unless the provider itself calls it throttling (429) or the caller's doing.
  const mayBeOverload = status === null || status >= 500;
  return mayBeOverload && says(OVERLOADED) ? verdict("route_unavailable", "overloaded") : null;
}

function namesMissingModel(body: ErrorBody): boolean {
  const { phrases } = body;
  if (body.form === "html" || !phrases.includes("model")) return false;
  return phrases.includes("not found") || phrases.includes("not exist") || phrases.startsWith("model:");
}

const TIMEOUT_STATUSES: readonly number[] = [408, 504, 522, 524];

function judgeRequest(status: number | null, body: ErrorBody, says: Says): Verdict | null {
  if (status === 429) return verdict("rate_limited");
  if (status !== null && status >= 300 && status < 400) return verdict("client_error", "redirect");
  const isContext = !body.codes.has("string_above_max_length") && says(CONTEXT_LENGTH);
  if (status === 413) return verdict("client_error", isContext ? "context_length" : "request_too_large");
  if (isContext) return verdict("client_error", "context_length");
  if (knownCode(RATE_LIMIT, body) !== null || status === 498) return verdict("rate_limited");
  const contractCode = knownCode(CLIENT_CONTRACT, body);
  if (contractCode !== null) return verdict("client_error", contractCode);
  if (status !== null && status >= 400 && status < 500 && status !== 408 && status !== 499) {
    return verdict("client_error", status === 404 && body.code === null ? "wrong_path" : null);
  }
  return says(RATE_LIMIT) ? verdict("rate_limited") : null;
}

function judgeServer(status: number | null, body: ErrorBody, says: Says): Verdict {
  if (status !== null) return verdict("server_error", TIMEOUT_STATUSES.includes(status) ? "timeout" : null);
  if (says(SERVER_TROUBLE)) return verdict("server_error", body.codes.has("timeout") ? "timeout" : null);
  return verdict("invalid_output", "error_body");
}

/** Only a word of ours becomes a detail: a provider's own code may be anything. */
function knownCode(vocabulary: Vocabulary, body: ErrorBody): string | null {
  for (const code of body.codes) if (vocabulary.codes.has(code)) return code;
  return null;
}
