import type { AttemptView, RequestDetail } from "@/lib/contract/requests";
import { assertNever } from "@/lib/core/assert-never";
import { formatDuration } from "../ui/format-duration";
import { FAILED_BECAUSE, NOT_TRIED_BECAUSE } from "./reason-words";
import { SIGNAL_VERB } from "./signal-words";

/**
 * What became of the request in one plain sentence, for instance
 * "Served by fallback comet-chat after openai-chat timed out (first token, 8 s)."
 */
export function outcomeSentence({ request, attempts }: RequestDetail): string {
  const failures = attempts.filter((attempt) => attempt.state === "failed" || attempt.state === "interrupted");
  switch (request.state) {
    case "succeeded":
      return servedSentence(request.llm_route, request.reason_code, failures, passedOver(attempts));
    case "failed": {
      const why = request.reason_code === null ? "no reason was recorded" : FAILED_BECAUSE[request.reason_code];
      return failures.length === 0
        ? `Failed before any route was called: ${why}.`
        : `Failed: ${why}. ${whatHappened(failures)}`;
    }
    case "running":
      return runningSentence(attempts);
    case "client_closed":
      return `The caller left${after(request.latency_ms)}${whileAnswering(attempts)}.`;
    case "interrupted":
      return `Interrupted: the gateway stopped${after(request.latency_ms)}${whileAnswering(attempts)}. The outcome at the provider is unknown.`;
    default:
      return assertNever(request.state);
  }
}

/** "openai-chat timed out (first token, 8 s)". */
export function failureClause(attempt: AttemptView): string {
  const verb = attempt.error_class === null ? "failed" : SIGNAL_VERB[attempt.error_class];
  const specifics = failureSpecifics(attempt);
  return `${attempt.llm_route} ${verb}${specifics === "" ? "" : ` (${specifics})`}`;
}

function servedSentence(
  route: string | null,
  reason: string | null,
  failures: readonly AttemptView[],
  skipped: AttemptView | undefined,
): string {
  const name = route ?? "an unnamed route";
  const cause = failures.length > 0 ? ` after ${joinClauses(failures)}` : skipped ? `; ${skippedClause(skipped)}` : "";
  if (reason === "served_by_fallback") return `Served by fallback ${name}${cause}.`;
  if (reason === "served_by_retry") return `Served by ${name} on a retry${cause}.`;
  return `Served by ${name} on the first attempt.`;
}

/** The first candidate that was passed over before the route that served. */
function passedOver(attempts: readonly AttemptView[]): AttemptView | undefined {
  const served = attempts.find((attempt) => attempt.state === "served");
  return attempts.find((attempt) => attempt.state === "skipped" && served !== undefined && attempt.n < served.n);
}

function skippedClause(attempt: AttemptView): string {
  const why = attempt.reason_code === null ? "" : ` because ${NOT_TRIED_BECAUSE[attempt.reason_code]}`;
  return `${attempt.llm_route} was not called${why}`;
}

function runningSentence(attempts: readonly AttemptView[]): string {
  const current = attempts.find((attempt) => attempt.state === "running");
  return current ? `Still running: ${current.llm_route} is answering.` : "Still running: no route is being called yet.";
}

function whatHappened(failures: readonly AttemptView[]): string {
  const clauses = joinClauses(failures);
  return `${clauses}.`;
}

/** Repeats of one route and ending are told once: "openai-chat answered with a server error (503, twice)". */
function joinClauses(failures: readonly AttemptView[]): string {
  const told: { clause: string; times: number; attempt: AttemptView }[] = [];
  for (const attempt of failures) {
    const clause = failureClause(attempt);
    const last = told.at(-1);
    if (last && last.attempt.llm_route === attempt.llm_route && last.attempt.error_class === attempt.error_class)
      last.times += 1;
    else told.push({ clause, times: 1, attempt });
  }
  const clauses = told.map(({ clause, times }) =>
    times === 1 ? clause : `${clause} ${times === 2 ? "twice" : `${times} times`}`,
  );
  const last = clauses.pop() ?? "";
  return clauses.length === 0 ? last : `${clauses.join(", ")} and ${last}`;
}

function failureSpecifics(attempt: AttemptView): string {
  if (attempt.error_class === "transport_timeout") {
    const kind = attempt.detail?.replaceAll("_", " ");
    return [kind, attempt.latency_ms === null ? null : formatDuration(attempt.latency_ms)].filter(Boolean).join(", ");
  }
  if (attempt.http_status !== null && attempt.http_status >= 400) return String(attempt.http_status);
  return attempt.detail?.replaceAll("_", " ") ?? "";
}

function after(latencyMs: number | null): string {
  return latencyMs === null ? "" : ` after ${formatDuration(latencyMs)}`;
}

function whileAnswering(attempts: readonly AttemptView[]): string {
  const current = attempts.findLast((attempt) => attempt.state !== "skipped");
  return current ? ` while ${current.llm_route} was answering` : " before any route was called";
}
