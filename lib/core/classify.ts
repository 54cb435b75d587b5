import type { ExpectedDeviation } from "./contract-terms";
import { type ErrorBody, presentsError, readErrorBody } from "./error-body";
import { judgeError } from "./judge-error";
import type { ResponseHeaders } from "./response-headers";
import { statedWaitMs } from "./retry-after";
import type { Signal } from "./signal";

export { classifyTimeout, classifyTransport } from "./classify-transport";
export type { ResponseHeaders } from "./response-headers";

/**
 * The signal of an answer whose status is not 2xx, redirects included. A body can override its status: CometAPI reports
 * a malformed request with 500 and an unknown model with 503. `deviations` are what the provider's contract worksheet
 * says such answers mean; they go first. Never throws; linear in the body's length.
 */
export function classifyHttpFailure(failure: {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bodyText: string;
  readonly nowMs: number;
  readonly deviations?: readonly ExpectedDeviation[];
}): Signal {
  const { status } = failure;
  const body = readErrorBody(failure.bodyText);
  const known = failure.deviations?.find(
    (deviation) => deviation.status === status && (deviation.code === null || deviation.code === body.code),
  );
  if (known !== undefined) return describeAs(known, failure, body);
  return describe(failure, status, body, (refused) => refused || isEarly503(status, body));
}

/**
 * The signal of a 2xx body, or of one SSE data payload, that is an error in any provider's shape; null when it is an
 * ordinary answer or no JSON. A provider that answered 2xx may have worked, so the signal never proves otherwise.
 */
export function classifyErrorBody(answer: {
  readonly status: number;
  readonly bodyText: string;
  readonly parsed?: unknown;
  readonly headers?: ResponseHeaders;
  readonly nowMs: number;
}): Signal | null {
  if (answer.parsed !== undefined && !presentsError(answer.parsed)) return null;
  const body = readErrorBody(answer.bodyText, answer.parsed);
  if (!body.statesError) return null;
  return describe(answer, body.claimedStatus, body, () => false);
}

/** What the worksheet says it means; a detail of ours where the body gives the same class. */
function describeAs(known: ExpectedDeviation, answer: Answer, body: ErrorBody): Signal {
  const judged = describe(answer, answer.status, body, (isRefusal) => isRefusal || known.means !== "server_error");
  return judged.class === known.means ? judged : { ...judged, class: known.means, detail: "expected_deviation" };
}

interface Answer {
  readonly status: number;
  readonly headers?: ResponseHeaders;
  readonly nowMs: number;
}

function describe(
  answer: Answer,
  judgedStatus: number | null,
  body: ErrorBody,
  provesNothingRan: (isRefusal: boolean) => boolean,
): Signal {
  const { class: name, detail } = judgeError(judgedStatus, body);
  const headers = answer.headers ?? {};
  return {
    class: name,
    detail,
    httpStatus: answer.status,
    statedWaitMs: statedWaitMs(headers, body.form === "html" ? null : body.message, answer.nowMs),
    provesNothingRan: provesNothingRan(name !== "server_error" && name !== "invalid_output"),
    providerMessage: body.message?.slice(0, MAX_MESSAGE_CHARACTERS) ?? null,
    providerCode: body.code?.slice(0, MAX_NAME_CHARACTERS) ?? null,
    providerType: body.type?.slice(0, MAX_NAME_CHARACTERS) ?? null,
    providerParam: body.param?.slice(0, MAX_NAME_CHARACTERS) ?? null,
    providerRequestId: body.requestId ?? requestIdOf(headers),
  };
}

/** What a provider sends is kept in bounds: these texts are redacted, recorded and shown. */
const MAX_MESSAGE_CHARACTERS = 16_384;
const MAX_NAME_CHARACTERS = 200;

const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "x-oneapi-request-id", "apim-request-id", "cf-ray"] as const;

function requestIdOf(headers: ResponseHeaders): string | null {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== "") return value.slice(0, 128);
  }
  return null;
}

/** What an intermediary writes when the call had already reached the provider and broke there. */
const BROKE_LATER = ["reset", "disconnect", "timed out", "timeout", "terminated"] as const;

/** A 503 that came before processing, unlike one that speaks of a connection that broke on the way. */
function isEarly503(status: number, body: ErrorBody): boolean {
  return status === 503 && !BROKE_LATER.some((word) => body.phrases.includes(word));
}
