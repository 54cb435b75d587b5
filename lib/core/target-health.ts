import { logEvidence } from "./e-process";
import type { EvidenceSpan, TargetHealth } from "./gate";
import { printCount } from "./print-quantity";

/** The breaker of the target, as far as it says whether the route can take traffic. */
export interface TargetBreaker {
  readonly isOut: boolean;
  readonly needsOwner: boolean;
}

const RECENT_MS = 5 * 60_000;
/** A route that fails more of its calls than this is no refuge, whatever the limits of the gates. */
const BROKEN_SHARE = 0.2;
const SURE_LOG_E = Math.log(20);
/** Fewer calls than this are not enough to call a route healthy. */
const ENOUGH_CALLS = 20;

/** Whether the route that a retreat leads to works: from its breaker first, then from stable's calls of five minutes. */
export function targetHealth(
  route: string,
  breaker: TargetBreaker | null,
  spans: readonly EvidenceSpan[],
  nowMs: number,
): TargetHealth {
  if (breaker?.isOut === true) return { route, status: "failing", why: "Its breaker is open." };
  if (breaker?.needsOwner === true) return { route, status: "failing", why: "It refuses its key or account." };
  let calls = 0;
  let failures = 0;
  for (const { atMs, stable } of spans) {
    if (atMs < nowMs - RECENT_MS) continue;
    calls += stable.calls;
    const { server_errors: server, timeouts, malformed, auth } = stable.failures;
    failures += server + timeouts + malformed + auth;
  }
  if (calls === 0) return { route, status: "unknown", why: "No stable calls in the last 5 minutes." };
  const why = `${printCount(failures)} of ${printCount(calls)} stable calls failed in the last 5 minutes.`;
  if (logEvidence(Math.min(failures, calls), calls, BROKEN_SHARE) >= SURE_LOG_E)
    return { route, status: "failing", why };
  return { route, status: calls >= ENOUGH_CALLS ? "healthy" : "unknown", why };
}
