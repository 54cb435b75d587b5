import type { RequestOutcome } from "./ledger-record";
import { printMeasuredShare } from "./print-quantity";
import type { ReasonCode } from "./reason-code";

/** Requests of real callers and how many of them failed by a fault that was not theirs. */
export interface RealTraffic {
  readonly requests: number;
  readonly failures: number;
}

/** Real errors above this share end a drill, unless they were there before it. */
export const ABORT_ABOVE_SHARE = 0.01;
/** Fewer failures than this are not yet a pattern. */
const LEAST_FAILURES = 3;
/** How far beyond the limit, in standard deviations: a few requests prove nothing, and some traffic is never quiet. */
const DEVIATIONS = 3;
/** How much worse than before the drill real traffic may be where it was already above the limit. */
const WORSE_FACTOR = 2;

/**
 * Why a drill has to end because real traffic got worse while it ran, or null. `before` is the time just before the
 * drill, `during` everything since. Drills run apart from real traffic, so this is a precaution, not a proof of guilt.
 */
export function abortReason(before: RealTraffic, during: RealTraffic): string | null {
  if (during.failures < LEAST_FAILURES) return null;
  const share = during.failures / during.requests;
  const usual = before.requests === 0 ? 0 : before.failures / before.requests;
  const limit = Math.max(ABORT_ABOVE_SHARE, usual * WORSE_FACTOR);
  const expected = during.requests * limit;
  if (during.failures <= expected + DEVIATIONS * Math.sqrt(expected)) return null;
  const counts = `${during.failures} of ${during.requests}`;
  return `real traffic degraded: ${counts} requests of real callers failed (${printMeasuredShare(share)}, limit ${printMeasuredShare(limit)})`;
}

/** Endings that are the caller's to mend, or nobody's fault. */
const NOT_OURS: readonly ReasonCode[] = [
  "client_contract_error",
  "content_policy",
  "context_length_exceeded",
  "incompatible_candidate",
  "state_not_portable",
  "client_closed",
];

/** Whether a request of a real caller ended in a failure that the service answers for. */
export function isServiceFailure({ state, reasonCode }: Pick<RequestOutcome, "state" | "reasonCode">): boolean {
  return state === "interrupted" || (state === "failed" && !NOT_OURS.includes(reasonCode));
}
