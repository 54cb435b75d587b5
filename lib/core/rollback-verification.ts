import { betaShareBelow } from "./beta-distribution";
import { printCount, printMeasuredShare } from "./print-quantity";

/** What has to be true before a rollback counts as verified, in the order people read it. */
export const ROLLBACK_CHECKS = [
  "new_requests",
  "in_flight",
  "queued_retries",
  "connections",
  "charts_split",
  "error_rate",
] as const;
export type RollbackCheck = (typeof ROLLBACK_CHECKS)[number];

/** Each check as a claim that is true when it has passed. */
export const CHECK_WORDS: Readonly<Record<RollbackCheck, string>> = {
  new_requests: "New requests use the prior route",
  in_flight: "Nothing is in flight on the old version",
  queued_retries: "No queued retry goes by the old version",
  connections: "Connections of abandoned accounts are closed",
  charts_split: "Charts split by version",
  error_rate: "The error rate is back to normal",
};

/** What was measured since a rollback. Counts of the ledger are complete up to the moment they were read. */
export interface RollbackFacts {
  readonly abandonedVersion: number;
  readonly routeVersion: number;
  readonly sinceInForceMs: number;
  /** Requests that started after the rollback was in force, by the version that decided them. */
  readonly newRequests: number;
  readonly staleRequests: number;
  /** Calls that began after it on the word of an older version. */
  readonly staleAttempts: number;
  /** Of the requests that started after it: how many have ended, and how many of those failed. */
  readonly ended: number;
  readonly failed: number;
  /** In the charts' own figures. */
  readonly chartedBefore: number;
  readonly chartedAfter: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly abandonedProviders: readonly string[];
  /** Those of them that still have a connection of that time. */
  readonly closingProviders: readonly string[];
  /** The failure rate that counts as normal, a fraction. */
  readonly normalFailureRate: number;
}

export interface CheckFinding {
  readonly check: RollbackCheck;
  /** `broken` is what must not happen and cannot be undone by waiting. */
  readonly verdict: "holds" | "not_yet" | "broken";
  readonly detail: string;
}

/** How a check stands over time: `afterMs` is when it began to hold, counted from the moment in force. */
export interface CheckStanding {
  readonly check: RollbackCheck;
  readonly state: "pending" | "passed" | "failed";
  readonly afterMs: number | null;
  readonly detail: string;
}

/** Fewer ended requests than this say nothing about an error rate. */
export const FEWEST_ENDED = 30;
/** Slow failures need time to show. */
export const SETTLE_MS = 10_000;
/** A failure count less likely than this under the normal rate is above it. */
const SURPRISE = 0.05;

/** What each check finds now. What is not true yet is `not_yet`, also when nothing speaks against it: no data proves nothing. */
export function judgeRollback(facts: RollbackFacts): readonly CheckFinding[] {
  return [
    newRequests(facts),
    inFlight(facts),
    queuedRetries(facts),
    connections(facts),
    chartsSplit(facts),
    errorRate(facts),
  ];
}

/** Carries findings over time: a check that stops holding is pending again, a broken one stays failed. */
export function foldFindings(
  before: readonly CheckStanding[],
  findings: readonly CheckFinding[],
  sinceInForceMs: number,
): readonly CheckStanding[] {
  return findings.map(({ check, verdict, detail }) => {
    const last = before.find((standing) => standing.check === check);
    if (last?.state === "failed") return last;
    if (verdict === "broken") return { check, state: "failed", afterMs: sinceInForceMs, detail };
    if (verdict === "not_yet") return { check, state: "pending", afterMs: null, detail };
    return { check, state: "passed", afterMs: last?.afterMs ?? sinceInForceMs, detail };
  });
}

/** Where the whole stands: over as soon as all holds, something broke, or the time is up. */
export function rollbackOutcome(
  standings: readonly CheckStanding[],
  isTimeUp: boolean,
): { readonly state: "running" | "verified" | "failed"; readonly missing: readonly RollbackCheck[] } {
  const missing = standings.filter(({ state }) => state !== "passed").map(({ check }) => check);
  if (standings.length > 0 && missing.length === 0) return { state: "verified", missing };
  const isBroken = standings.some(({ state }) => state === "failed");
  return { state: isBroken || isTimeUp ? "failed" : "running", missing };
}

function newRequests({
  newRequests: count,
  staleRequests,
  routeVersion,
  abandonedVersion,
}: RollbackFacts): CheckFinding {
  const check = "new_requests";
  if (staleRequests > 0) {
    const detail = `${requests(staleRequests)} that started afterwards went by v${abandonedVersion} or older`;
    return { check, verdict: "broken", detail };
  }
  if (count === 0) return { check, verdict: "not_yet", detail: "no request came since" };
  return { check, verdict: "holds", detail: `${requests(count)} by v${routeVersion}, none by an older version` };
}

function inFlight({ inFlight: count, abandonedVersion }: RollbackFacts): CheckFinding {
  const check = "in_flight";
  if (count === 0) return { check, verdict: "holds", detail: `none is left on v${abandonedVersion}` };
  return { check, verdict: "not_yet", detail: `${requests(count)} still on v${abandonedVersion} or older` };
}

function queuedRetries({ waiting, staleAttempts, abandonedVersion }: RollbackFacts): CheckFinding {
  const check = "queued_retries";
  if (staleAttempts > 0) {
    const detail = `${printCount(staleAttempts)} calls began afterwards on the word of v${abandonedVersion} or older`;
    return { check, verdict: "broken", detail };
  }
  if (waiting === 0) return { check, verdict: "holds", detail: "none waits, and no call began on an older version" };
  return { check, verdict: "not_yet", detail: `${printCount(waiting)} wait; each will be decided by the new map` };
}

function connections({ abandonedProviders, closingProviders }: RollbackFacts): CheckFinding {
  const check = "connections";
  const open = abandonedProviders.filter((provider) => closingProviders.includes(provider));
  if (open.length > 0) return { check, verdict: "not_yet", detail: `still open: ${open.join(", ")}` };
  if (abandonedProviders.length === 0)
    return { check, verdict: "holds", detail: "nothing to close: every account is still in use" };
  return { check, verdict: "holds", detail: `closed: ${abandonedProviders.join(", ")}` };
}

function chartsSplit({ chartedBefore, chartedAfter, routeVersion }: RollbackFacts): CheckFinding {
  const check = "charts_split";
  const split = `${printCount(chartedAfter)} under v${routeVersion}, ${printCount(chartedBefore)} under older versions`;
  return { check, verdict: chartedAfter > 0 ? "holds" : "not_yet", detail: split };
}

/** Not worse than normal: so many failures would not surprise at the normal rate. */
function errorRate({ ended, failed, normalFailureRate, sinceInForceMs }: RollbackFacts): CheckFinding {
  const check = "error_rate";
  const normal = `normal ${printMeasuredShare(normalFailureRate)}`;
  if (ended < FEWEST_ENDED) {
    return {
      check,
      verdict: "not_yet",
      detail: `${printCount(ended)} of ${FEWEST_ENDED} ended requests it takes (${normal})`,
    };
  }
  const detail = `${printMeasuredShare(failed / ended)} of ${requests(ended)} failed (${normal})`;
  const isSurprising = failed > 0 && betaShareBelow(normalFailureRate, failed, ended - failed + 1) < SURPRISE;
  return { check, verdict: isSurprising || sinceInForceMs < SETTLE_MS ? "not_yet" : "holds", detail };
}

function requests(count: number): string {
  return count === 1 ? "1 request" : `${printCount(count)} requests`;
}
