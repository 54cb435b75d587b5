import { bareSignal, type Signal } from "./signal";
import type { TimeoutKind } from "./signal-class";

/** Failures that come before a request can have been written, by the platform's error code. */
const BEFORE_SENDING: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["EAI_FAIL", "dns"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EADDRNOTAVAIL", "unreachable"],
  ["EPROTO", "tls"],
  ["CERT_HAS_EXPIRED", "tls"],
  ["CERT_NOT_YET_VALID", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
]);

const AFTER_SENDING: ReadonlyMap<string, string> = new Map([
  ["ECONNRESET", "reset"],
  ["ECONNABORTED", "reset"],
  ["EPIPE", "reset"],
  ["UND_ERR_SOCKET", "reset"],
  ["UND_ERR_ABORTED", "aborted"],
  ["ABORT_ERR", "aborted"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "short_body"],
  ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "oversized_body"],
  ["UND_ERR_HEADERS_OVERFLOW", "malformed_http"],
]);

/** The HTTP client's own deadlines, which are ours to answer for. */
const CLIENT_TIMEOUTS: ReadonlyMap<string, TimeoutKind> = new Map([
  ["UND_ERR_CONNECT_TIMEOUT", "connect"],
  ["UND_ERR_HEADERS_TIMEOUT", "headers"],
  ["UND_ERR_BODY_TIMEOUT", "idle"],
]);

/**
 * The signal of a call that ended without a usable HTTP answer. `code` is the platform's or HTTP client's error code,
 * `requestSent` whether any byte of the request left. `detail` is a short word: `refused`, `dns`, `tls`, `reset`, ...
 */
export function classifyTransport(failure: {
  readonly code: string | null;
  readonly message: string;
  readonly requestSent: boolean;
}): Signal {
  const { code, message, requestSent } = failure;
  const ownTimeout = code === null ? undefined : CLIENT_TIMEOUTS.get(code);
  if (ownTimeout !== undefined) return { ...classifyTimeout(ownTimeout, requestSent), providerMessage: message };
  if (code === "ETIMEDOUT" && !requestSent) {
    return { ...classifyTimeout("connect", false), providerMessage: message };
  }
  const early = code === null ? undefined : BEFORE_SENDING.get(code);
  return bareSignal({
    class: "transport_error",
    detail: early ?? (code === null ? null : lateDetail(code)),
    provesNothingRan: early !== undefined || !requestSent,
    providerMessage: message === "" ? null : message,
  });
}

function lateDetail(code: string): string | null {
  const known = AFTER_SENDING.get(code);
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return "malformed_http";
  if (code.startsWith("ERR_TLS_") || code.startsWith("ERR_SSL_")) return "tls";
  return /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code.toLowerCase() : null;
}

/** The signal of one of our own deadlines. It is never reported as if the provider had answered. */
export function classifyTimeout(kind: TimeoutKind, requestSent: boolean): Signal {
  return bareSignal({
    class: "transport_timeout",
    detail: kind,
    provesNothingRan: kind === "connect" || !requestSent,
  });
}
