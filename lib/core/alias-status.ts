import { printCount, printDuration, printMeasuredShare } from "./print-quantity";

export type HealthStatus = "healthy" | "degraded" | "failing" | "no_data";

/** One minute of an alias. Times are epoch milliseconds, aligned to the minute. */
export interface MinuteFigures {
  readonly atMs: number;
  readonly requests: number;
  readonly failed: number;
}

/** What an alias did lately. `minutes` are the last sixty, oldest first, empty ones left out. */
export interface AliasFigures {
  readonly minutes: readonly MinuteFigures[];
  /** The window before the one looked at: what is normal. */
  readonly previousRequests: number;
  readonly previousFailedRequests: number;
  readonly latencyP95Ms: number | null;
  readonly latencyCount: number;
  /** Failed attempts, most frequent first. */
  readonly errors: readonly { readonly errorClass: string; readonly route: string; readonly count: number }[];
  /** Set while the primary route's breaker keeps traffic away from it. */
  readonly primaryOut: {
    readonly route: string;
    readonly cause: string | null;
    readonly sinceMs: number | null;
  } | null;
}

/** `availability` in percent of requests that must succeed. */
export interface AliasObjective {
  readonly availability: number;
  readonly latencyP95Ms: number | null;
}

export interface AliasStatus {
  readonly status: HealthStatus;
  /** One sentence with base and normal, for instance "14.0% of requests fail (normal 0.3%)". */
  readonly reason: string;
  /** Share of requests that fail now, 0-1; null without requests. */
  readonly failedShare: number | null;
  /** The same before, 0-1; null when there was too little to know. */
  readonly normalShare: number | null;
  /** Start of the first minute of the present trouble; null when healthy or unknown. */
  readonly sinceMs: number | null;
}

/** Below this many requests a share is not called a rate. */
const FEWEST_FOR_A_RATE = 20;
/** Fewer failures than this are never an outage by rate, nor when every request failed. */
const FEWEST_FAILURES_TO_FAIL = 5;
const FEWEST_FAILURES_TO_DEGRADE = 2;
/** The page-level burn rate of the alert rules: at this pace a month's budget is gone in two days. */
const FAILING_BURN_RATE = 14.4;
const MINUTE_MS = 60_000;
/** "Now" is the shortest of these that holds enough requests, so that a quiet alias is judged too. */
const SPANS_MINUTES = [5, 15, 60] as const;

/**
 * Judges an alias from its last minutes. By rate it needs at least 20 requests; below that it fails only when all of
 * at least 5 failed, and the sentence says how few there were. No requests is `no_data`, never healthy.
 */
export function aliasStatus(figures: AliasFigures, objective: AliasObjective, nowMs: number): AliasStatus {
  const normalShare = shareOf(figures.previousFailedRequests, figures.previousRequests, FEWEST_FOR_A_RATE);
  const span = chooseSpan(figures.minutes, nowMs);
  if (span === null) {
    return {
      status: "no_data",
      reason: "No requests in the last 60 minutes",
      failedShare: null,
      normalShare,
      sinceMs: null,
    };
  }
  const failedShare = span.failed / span.requests;
  const status = statusOf(span.requests, span.failed, objective);
  if (status !== "healthy") {
    const reason = `${failureSentence(span, normalShare)}${mostly(figures.errors)}`;
    return { status, reason, failedShare, normalShare, sinceMs: troubleSince(figures.minutes, objective) };
  }
  if (figures.primaryOut !== null) {
    const { route, cause, sinceMs } = figures.primaryOut;
    const reason = `The breaker keeps traffic away from ${route}${cause === null ? "" : ` (${cause})`}; other routes answer`;
    return { status: "degraded", reason, failedShare, normalShare, sinceMs };
  }
  const slow = slowSentence(figures, objective);
  if (slow !== null) return { status: "degraded", reason: slow, failedShare, normalShare, sinceMs: null };
  return { status: "healthy", reason: failureSentence(span, normalShare), failedShare, normalShare, sinceMs: null };
}

/** The status of one minute of the strip: the same limits, on what that minute alone can show. */
export function minuteStatus(minute: MinuteFigures, objective: AliasObjective): HealthStatus {
  return statusOf(minute.requests, minute.failed, objective);
}

function statusOf(requests: number, failed: number, objective: AliasObjective): HealthStatus {
  if (requests === 0) return "no_data";
  const share = failed / requests;
  const allowedShare = 1 - objective.availability / 100;
  const failingShare = Math.max(allowedShare, Math.min(FAILING_BURN_RATE * allowedShare, 0.5));
  const isEnough = requests >= FEWEST_FOR_A_RATE ? share >= failingShare : failed === requests;
  if (isEnough && failed >= FEWEST_FAILURES_TO_FAIL) return "failing";
  if (share > allowedShare && failed >= FEWEST_FAILURES_TO_DEGRADE) return "degraded";
  return "healthy";
}

interface Span {
  readonly minutes: number;
  readonly requests: number;
  readonly failed: number;
}

/** Shortest span first: one with enough requests decides, and so does a short one in which nothing at all worked. */
function chooseSpan(minutes: readonly MinuteFigures[], nowMs: number): Span | null {
  let widest: Span | null = null;
  for (const length of SPANS_MINUTES) {
    const span = sumSince(minutes, startOfMinute(nowMs) - length * MINUTE_MS, length);
    const isDead = span.requests >= FEWEST_FAILURES_TO_FAIL && span.failed === span.requests;
    if (span.requests >= FEWEST_FOR_A_RATE || isDead) return span;
    if (span.requests > 0) widest = span;
  }
  return widest;
}

function sumSince(minutes: readonly MinuteFigures[], sinceMs: number, length: number): Span {
  let requests = 0;
  let failed = 0;
  for (const minute of minutes) {
    if (minute.atMs < sinceMs) continue;
    requests += minute.requests;
    failed += minute.failed;
  }
  return { minutes: length, requests, failed };
}

function startOfMinute(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

function shareOf(failed: number, requests: number, fewest: number): number | null {
  return requests >= fewest ? failed / requests : null;
}

function failureSentence(span: Span, normalShare: number | null): string {
  const normal = normalShare === null ? "normal not known yet" : `normal ${printMeasuredShare(normalShare)}`;
  if (span.requests < FEWEST_FOR_A_RATE) {
    const requests = span.requests === 1 ? "1 request" : `${printCount(span.requests)} requests`;
    return `${printCount(span.failed)} of ${requests} failed in ${span.minutes} min: too few for a rate (${normal})`;
  }
  return `${printMeasuredShare(span.failed / span.requests)} of requests fail (${normal})`;
}

function mostly(errors: AliasFigures["errors"]): string {
  const [first] = errors;
  return first === undefined ? "" : `, mostly ${first.errorClass} on ${first.route}`;
}

function slowSentence(figures: AliasFigures, objective: AliasObjective): string | null {
  const { latencyP95Ms, latencyCount } = figures;
  if (latencyP95Ms === null || objective.latencyP95Ms === null) return null;
  if (latencyCount < FEWEST_FOR_A_RATE || latencyP95Ms <= objective.latencyP95Ms) return null;
  return `p95 ${printDuration(latencyP95Ms)} is over its ${printDuration(objective.latencyP95Ms)} objective`;
}

/** Walks back from the newest minute over those outside the objective; the newest may be too young to tell. */
function troubleSince(minutes: readonly MinuteFigures[], objective: AliasObjective): number | null {
  let sinceMs: number | null = null;
  const newestFirst = minutes.toReversed();
  for (const [index, minute] of newestFirst.entries()) {
    const isTroubled = minute.failed > 0 && minute.failed / minute.requests > 1 - objective.availability / 100;
    if (isTroubled) sinceMs = minute.atMs;
    else if (index > 0) break;
  }
  return sinceMs;
}
