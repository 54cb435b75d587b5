import { calledAttempts, type DrillFinding, type DrillScene, type StepFacts } from "./drill-facts";
import { foundIn, mostCommon } from "./drill-sentence";
import { printDuration, printSetPercent } from "./print-quantity";

/** How far a share may lie from what was set, in standard deviations of the draw. */
const SHARE_DEVIATIONS = 4;

/** The drill cohort is split as set: exactly at 0 and 100 %, by chance in between. */
export function checkShare(percent: number, { seen }: StepFacts): DrillFinding {
  const canary = seen.filter(({ record }) => record?.arm === "canary").length;
  const share = percent / 100;
  const slack = SHARE_DEVIATIONS * Math.sqrt(seen.length * share * (1 - share));
  const isNear = Math.abs(canary - seen.length * share) <= slack;
  return {
    expected: `the drill cohort is at ${printSetPercent(percent)} canary`,
    seen: `${canary} of ${seen.length} requests were canary`,
    isPassed: seen.length > 0 && isNear && (percent === 0 || canary > 0),
  };
}

export function checkMoved(ms: number, { move, seen }: StepFacts): DrillFinding {
  const expected = `the change is in force within ${printDuration(ms)}`;
  if (move === null) return { expected, seen: "nothing was changed", isPassed: false };
  const started = seen.filter(({ sentAtMs }) => sentAtMs >= move.atMs).length;
  return {
    expected,
    seen: `in force after ${move.tookMs.toFixed(1)} ms, for all ${started} requests that followed`,
    isPassed: move.tookMs <= ms,
  };
}

/** After the rollback nothing starts on the candidate any more: no new request, no retry, no fallback. */
export function checkCandidateLeft({ candidate, rollback }: DrillScene, { all, move }: StepFacts): DrillFinding {
  const expected = `no call of ${candidate ?? "the candidate"} starts after the rollback`;
  if (move === null) return { expected, seen: "there was no rollback", isPassed: false };
  const calls = all.flatMap(calledAttempts).filter(({ route }) => route === candidate);
  const late = calls.filter(({ startedAtMs }) => startedAtMs > move.atMs);
  const last = Math.max(...calls.map(({ startedAtMs }) => startedAtMs));
  const to = rollback === null ? "" : ` to v${rollback.version}`;
  const seen =
    late.length > 0
      ? `${late.length} calls started after it, ${mostCommon(late.map(({ purpose }) => `as ${purpose}`))}`
      : `${calls.length} calls, the last ${printDuration(Math.max(0, move.atMs - last))} before the rollback${to}`;
  return { expected, seen: calls.length === 0 ? "it was never called" : seen, isPassed: late.length === 0 };
}

/** Requests that were running when the cohort moved end on their own, each with an answer. */
export function checkDrained({ move, seen }: StepFacts): DrillFinding {
  const expected = "requests that were running at the rollback end with an answer";
  if (move === null) return { expected, seen: "nothing was changed", isPassed: false };
  const before = seen.filter(({ sentAtMs }) => sentAtMs < move.atMs);
  if (move.stillRunning > 0) {
    return { expected, seen: `${move.stillRunning} of ${move.inFlight} are still running`, isPassed: false };
  }
  return foundIn(before, ({ answer }) => answer.httpStatus === 200, {
    expected,
    done: "that were running ended with HTTP 200; none is left",
    failed: ({ answer }) => `HTTP ${answer.httpStatus ?? "none"} ${answer.errorCode ?? ""}`.trim(),
  });
}
