import type { ExpectedDeviation } from "../contract-terms";
import { asObject, asText, parseJson } from "../json";
import type { Endpoint } from "../routing-snapshot";
import { checkStream } from "./check-stream";
import { type ProbeAnswer, readProbeAnswer } from "./probe-answer";
import { PROBE_CHECKS, type ProbeCheckId, type ProbeCheckResult } from "./probe-check";
import { type ProbeDefinition, STREAM_CHECKS } from "./probe-definition";
import { type FieldTypes, fieldTypes } from "./probe-fields";
import type { ProbeSighting } from "./probe-sighting";

export interface ProbeCase {
  readonly probe: ProbeDefinition;
  readonly endpoint: Endpoint;
  readonly isStreamed: boolean;
  /** What the route is configured to ask for. */
  readonly providerModel: string;
  readonly deviations: readonly ExpectedDeviation[];
  readonly sighting: ProbeSighting;
  /** The stored record of the probe as text; null when it could not be read back. */
  readonly recordText: string | null;
  /** The probe's own words and the key it was sent with: none of it may be in the record. */
  readonly secrets: readonly string[];
}

export interface ProbeVerdict {
  readonly pass: boolean;
  readonly checks: readonly ProbeCheckResult[];
  readonly fields: FieldTypes;
  /** The fields of the smoke-test record (seed 003); null where the probe does not look at them. */
  readonly smoke: {
    readonly httpStatus: number | null;
    readonly finishReasonPresent: boolean | null;
    readonly contentNonNull: boolean | null;
    readonly errorShapeValid: boolean | null;
    readonly notes: string;
  };
}

/** Holds one probe's answer against its assertions. A deviation the worksheet names counts as expected. */
export function judgeProbe(probed: ProbeCase): ProbeVerdict {
  const { probe, endpoint, isStreamed, sighting } = probed;
  const bodyText = sighting.calls.at(-1)?.bodyText ?? "";
  const answer = readProbeAnswer(endpoint, isStreamed, bodyText);
  const names = isStreamed && probe.expects === "answer" ? [...probe.checks, ...STREAM_CHECKS] : probe.checks;
  const checks = names.map((check) => judge(check, probed, answer, bodyText));
  const isAnswer = probe.expects === "answer";
  const passed = (check: ProbeCheckId) => checks.find((result) => result.check === check)?.pass ?? null;
  const failed = checks.filter(({ pass }) => !pass);
  return {
    pass: failed.length === 0,
    checks,
    fields: isAnswer ? fieldTypes(endpoint, answer.body) : {},
    smoke: {
      httpStatus: sighting.calls.at(-1)?.status ?? null,
      finishReasonPresent: isAnswer ? answer.finishReason !== null : null,
      contentNonNull: isAnswer ? answer.content !== null : null,
      errorShapeValid: passed("error_shape"),
      notes: failed.map(({ check, seen }) => `${check}: ${seen}`).join("; "),
    },
  };
}

function judge(check: ProbeCheckId, probed: ProbeCase, answer: ProbeAnswer, bodyText: string): ProbeCheckResult {
  const [pass, seen] = CHECKS[check](probed, answer, bodyText);
  return { check, pass, expected: expectation(check, probed), seen };
}

function expectation(check: ProbeCheckId, { probe, deviations, providerModel }: ProbeCase): string {
  if (check === "classified") return String(probe.expects);
  if (check === "model_mapped") return providerModel;
  if (check !== "error_status" || deviations.length === 0) return PROBE_CHECKS[check];
  const known = deviations
    .filter(({ means }) => means === probe.expects)
    .map(({ status, code }) => `${status} ${code ?? ""}`.trim());
  return known.length === 0 ? "a 4xx status" : `a 4xx status, or ${known.join(" or ")}`;
}

type Finding = readonly [pass: boolean, seen: string];
type Check = (probed: ProbeCase, answer: ProbeAnswer, bodyText: string) => Finding;

const FINISH_REASONS: Readonly<Record<Endpoint, readonly string[]>> = {
  chat: ["stop", "length", "tool_calls", "content_filter", "function_call"],
  responses: ["completed", "incomplete"],
};

/** How soon the slot of a caller that left has to be free again. */
const FREED_WITHIN_MS = 1_000;

const CHECKS: Readonly<Record<ProbeCheckId, Check>> = {
  egress: ({ sighting }) => {
    const call = sighting.calls.at(-1);
    if (call === undefined) return [false, "no call was made"];
    return [call.status !== null, call.status === null ? (call.transportError ?? "no answer") : `HTTP ${call.status}`];
  },
  status_ok: ({ sighting }) => statusIs(sighting, (status) => status === 200),
  fields_accepted: ({ sighting }, _answer, bodyText) => {
    const [pass, seen] = statusIs(sighting, (status) => status === 200);
    const param = asText(asObject(asObject(parseJson(bodyText))?.error)?.param);
    return [pass, pass || param === null ? seen : `${seen}, refused: ${param.slice(0, 60)}`];
  },
  choices: (_, { choiceCount }) => [choiceCount >= 1, `${choiceCount}`],
  finish_reason: ({ endpoint }, { finishReason }) => [
    finishReason !== null && FINISH_REASONS[endpoint].includes(finishReason),
    finishReason?.slice(0, 40) ?? "none",
  ],
  content: (_, { content }) => [content !== null, content === null ? "null" : `${content.length} characters`],
  role: (_, { role }) => [role === "assistant", role?.slice(0, 40) ?? "none"],
  object: ({ endpoint, isStreamed }, { objectName }) => {
    const expected = endpoint === "responses" ? "response" : isStreamed ? "chat.completion.chunk" : "chat.completion";
    return [objectName === expected, objectName?.slice(0, 40) ?? "none"];
  },
  usage: (_, { usage }) => {
    const has = usage !== null && usage.inputTokens !== null && usage.outputTokens !== null;
    return [has, has ? "reported" : usage === null ? "none" : "incomplete"];
  },
  model_mapped: ({ providerModel, sighting }) => {
    const sent = sighting.calls.at(-1)?.sentModel ?? null;
    return [sent === providerModel, sent ?? "none"];
  },
  error_status: ({ probe, deviations, sighting }, _answer, bodyText) => {
    const code = asText(asObject(asObject(parseJson(bodyText))?.error)?.code);
    const [isClientError, seen] = statusIs(sighting, (status) => status >= 400 && status < 500);
    const status = sighting.calls.at(-1)?.status;
    const isKnown = deviations.some(
      (known) =>
        known.means === probe.expects && known.status === status && (known.code === null || known.code === code),
    );
    return [isClientError || isKnown, code === null ? seen : `${seen} ${code.slice(0, 60)}`];
  },
  error_shape: (_, __, bodyText) => errorShape(bodyText),
  classified: ({ probe, sighting }) => {
    const seen = sighting.attempts.at(-1)?.errorClass ?? "none";
    return [seen === probe.expects, seen];
  },
  key_refused: ({ sighting }) => statusIs(sighting, (status) => status === 401 || status === 403),
  not_retried: ({ sighting }) => [sighting.calls.length === 1, `${sighting.calls.length} calls`],
  retried_once: ({ sighting }) => [
    sighting.calls.length === 2 && sighting.calls[0]?.isSimulated === true && sighting.isServed,
    `${sighting.calls.length} calls, ${sighting.isServed ? "served" : "not served"}`,
  ],
  cancel_freed: ({ sighting: { freedAfterMs } }) => [
    freedAfterMs !== null && freedAfterMs <= FREED_WITHIN_MS,
    freedAfterMs === null ? "the call ended before it could be cancelled" : `${Math.ceil(freedAfterMs)} ms`,
  ],
  record_clean: ({ recordText, secrets }) => {
    if (recordText === null) return [false, "the record could not be read back"];
    const isClean = secrets.every((secret) => !recordText.includes(secret));
    return [isClean, isClean ? "nothing found" : "the prompt or the key is in the record"];
  },
  stream_opening: ({ endpoint }, answer) => checkStream.opening(endpoint, answer),
  stream_order: ({ endpoint }, answer) => checkStream.order(endpoint, answer),
  stream_end: ({ endpoint }, answer) => checkStream.end(endpoint, answer),
};

function statusIs({ calls }: ProbeSighting, isGood: (status: number) => boolean): Finding {
  const call = calls.at(-1);
  const status = call?.status ?? null;
  if (status === null) return [false, call?.transportError ?? "no answer"];
  return [isGood(status), `HTTP ${status}`];
}

function errorShape(bodyText: string): Finding {
  const error = asObject(asObject(parseJson(bodyText))?.error);
  if (error === null) return [false, "no error object"];
  const missing = [
    ...(asText(error.message) === null ? ["message"] : []),
    ...(asText(error.type) === null ? ["type"] : []),
    ...(error.code === undefined ? ["code"] : []),
  ];
  return [missing.length === 0, missing.length === 0 ? "complete" : `without ${missing.join(", ")}`];
}
