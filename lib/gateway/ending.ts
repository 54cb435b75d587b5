import type { SkippedCandidate } from "../core/ledger-record";
import type { ReasonCode } from "../core/reason-code";
import { type RunState, servedReason } from "../core/request-run";
import type { RequestConclusion } from "./request-record";

/** How a request ends: what is recorded first, and what the caller is then told. */
export interface Ending {
  readonly conclusion: RequestConclusion;
  readonly skipped: readonly SkippedCandidate[];
  tell(): void;
}

/** A route's answer was good. */
export function servedEnding(run: RunState, route: string, tell: () => void): Ending {
  const conclusion = { state: "succeeded", httpStatus: 200, route, ...servedReason(run) } as const;
  return { conclusion, skipped: [], tell };
}

/** Nothing could serve it, or what did broke off. `httpStatus` is the one the caller sees. */
export function failedEnding(
  run: RunState,
  httpStatus: number,
  reasonCode: ReasonCode,
  skipped: readonly SkippedCandidate[],
  tell: () => void,
): Ending {
  return { conclusion: { ...servedReason(run), state: "failed", httpStatus, reasonCode, route: null }, skipped, tell };
}

/** The caller has gone: there is nobody to tell. */
export function leftEnding(run: RunState): Ending {
  const end = { state: "client_closed", httpStatus: null, reasonCode: "client_closed", route: null } as const;
  return { conclusion: { ...servedReason(run), ...end }, skipped: [], tell: () => {} };
}
