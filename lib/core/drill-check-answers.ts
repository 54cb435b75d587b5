import type { DrillExpectation } from "./drill";
import type { DrillFinding, DrillObservation, DrillScene, StepFacts } from "./drill-facts";
import { foundIn, mostCommon } from "./drill-sentence";

type ServedBy = Extract<DrillExpectation, { kind: "all_served" }>["by"];

/** Every request got a whole answer, from the route or routes named. */
export function checkServed(by: ServedBy, scene: DrillScene, { seen }: StepFacts): DrillFinding {
  const isRight = (route: string) => {
    if (by === "primary") return route === scene.primary;
    if (by === "candidate") return route === scene.candidate;
    if (by === "rollback_target") return route === scene.rollback?.primary;
    return by === "any" || route !== scene.primary;
  };
  const isServed = (observation: DrillObservation) => {
    const { answer, record } = observation;
    const isWhole = answer.stream === null || (answer.stream.hasText && answer.stream.errorFrames === 0);
    return answer.httpStatus === 200 && isWhole && record?.state === "succeeded" && isRight(record.route ?? "");
  };
  return foundIn(seen, isServed, {
    expected: `every request is answered with HTTP 200 by ${nameOf(by, scene)}`,
    done: `were answered by ${mostCommon(seen.map(({ record }) => record?.route ?? "nobody"))}`,
    failed: describeEnd,
  });
}

/** Rescued where a route with verified capacity waits; else one clean 503 and no call anywhere else. */
export function checkRescued(scene: DrillScene, facts: StepFacts): DrillFinding {
  if (scene.capacityVerified.length === 0) {
    return checkRefused({ kind: "all_refused", status: 503, code: "primary_rate_limited" }, facts);
  }
  const isRescued = ({ answer, record }: DrillObservation) =>
    answer.httpStatus === 200 && scene.capacityVerified.includes(record?.route ?? "");
  return foundIn(facts.seen, isRescued, {
    expected: `every request is answered by a route with verified capacity (${scene.capacityVerified.join(", ")})`,
    done: `were answered by ${mostCommon(facts.seen.map(({ record }) => record?.route ?? "nobody"))}`,
    failed: describeEnd,
  });
}

/** Every caller got one error of this kind, whole and in the documented shape. */
export function checkRefused(
  { status, code }: Extract<DrillExpectation, { kind: "all_refused" }>,
  { seen }: StepFacts,
): DrillFinding {
  const isRefused = ({ answer }: DrillObservation) => {
    const { httpStatus, errorCode, defects } = answer;
    const isStatus = status === 503 ? httpStatus === 503 : httpStatus !== null && httpStatus >= 400 && httpStatus < 500;
    return isStatus && (code === null || errorCode === code) && defects.length === 0;
  };
  const what = code === null ? `HTTP ${status}` : `HTTP ${status} ${code}`;
  return foundIn(seen, isRefused, {
    expected: `every caller gets one clean ${what}`,
    done: `got ${mostCommon(seen.map(({ answer }) => `HTTP ${answer.httpStatus} ${answer.errorCode ?? ""}`.trim()))}`,
    failed: describeEnd,
  });
}

/** A stream that broke after visible output ends as the stream policy says, and never as a truncated success. */
export function checkStreams(scene: DrillScene, { seen }: StepFacts): DrillFinding {
  if (scene.streamPolicy === "buffered") return checkWholeStreams({ seen });
  const isClean = ({ answer: { stream } }: DrillObservation) =>
    stream?.hasText === true && stream.errorFrames === 1 && !stream.hasDone;
  return foundIn(seen, isClean, {
    expected: "every caller sees the partial text, then exactly one error frame and no [DONE]",
    done: "ended with one error frame and no [DONE]",
    failed: describeStream,
  });
}

export function checkWholeStreams({ seen }: Pick<StepFacts, "seen">): DrillFinding {
  const isWhole = ({ answer: { stream } }: DrillObservation) =>
    stream?.hasText === true && stream.hasDone && stream.errorFrames === 0;
  return foundIn(seen, isWhole, {
    expected: "every stream is whole: text, a finish reason, [DONE], no error frame",
    done: "were whole",
    failed: describeStream,
  });
}

/** The documented shape: object, role, content, finish reason; or a complete error envelope. Source: seed 003. */
export function checkSmoke({ seen }: StepFacts): DrillFinding {
  return foundIn(seen, ({ answer }) => answer.httpStatus !== null && answer.defects.length === 0, {
    expected: "every answer parses and carries the documented fields, errors their envelope",
    done: "carry all of them",
    failed: ({ answer }) => answer.defects.join(", ") || "no answer",
  });
}

function nameOf(by: ServedBy, scene: DrillScene): string {
  switch (by) {
    case "primary":
      return scene.primary;
    case "candidate":
      return scene.candidate ?? "the candidate";
    case "rollback_target":
      return scene.rollback === null ? "the rollback target" : `${scene.rollback.primary} (v${scene.rollback.version})`;
    case "another_route":
      return scene.fallbacks.join(" or ") || "a fallback";
    case "any":
      return "a route of the alias";
  }
}

function describeEnd({ answer, record, attempts }: DrillObservation): string {
  const status = answer.httpStatus === null ? "no answer" : `HTTP ${answer.httpStatus}`;
  const failure = attempts.find(({ state }) => state === "failed");
  const why = answer.errorCode ?? failure?.errorClass ?? record?.reasonCode ?? "";
  const by = record?.route === null || record === null ? "" : ` from ${record.route}`;
  return `${status}${by}${why === "" ? "" : ` (${why})`}`;
}

function describeStream({ answer: { httpStatus, stream } }: DrillObservation): string {
  if (stream === null) return `no stream but HTTP ${httpStatus ?? "nothing"}`;
  const parts = [
    stream.hasText ? "text" : "no text",
    stream.errorFrames === 0 ? "no error frame" : `${stream.errorFrames} error frame`,
    stream.hasDone ? "[DONE]" : "no [DONE]",
  ];
  return parts.join(", ");
}
