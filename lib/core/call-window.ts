/** Calls of one short stretch of time. */
interface Bucket {
  readonly startMs: number;
  readonly calls: number;
  readonly failures: number;
  readonly slow: number;
}

/**
 * Counts of the calls of the last `windowMs`, in ten buckets that expire by age. Adding a call costs one small object;
 * the older buckets are only touched when one begins or ends.
 */
export interface CallWindow extends Bucket {
  /** Finished buckets still inside the window, oldest first, and their sums. */
  readonly past: readonly Bucket[];
  readonly pastCalls: number;
  readonly pastFailures: number;
  readonly pastSlow: number;
  /** Failures since the last call that did not fail, as long as no gap of a whole window lies between them. */
  readonly consecutiveFailures: number;
}

const BUCKETS = 10;

export function emptyWindow(nowMs: number): CallWindow {
  return {
    startMs: nowMs,
    calls: 0,
    failures: 0,
    slow: 0,
    past: [],
    pastCalls: 0,
    pastFailures: 0,
    pastSlow: 0,
    consecutiveFailures: 0,
  };
}

/** The window after one more call. Samples older than `windowMs` are gone, however long nothing was called. */
export function addCall(
  window: CallWindow,
  result: "ok" | "slow" | "failure",
  windowMs: number,
  nowMs: number,
): CallWindow {
  const current = expire(window, windowMs, nowMs);
  const isFailure = result === "failure";
  return {
    startMs: current.startMs,
    calls: current.calls + 1,
    failures: isFailure ? current.failures + 1 : current.failures,
    slow: result === "slow" ? current.slow + 1 : current.slow,
    past: current.past,
    pastCalls: current.pastCalls,
    pastFailures: current.pastFailures,
    pastSlow: current.pastSlow,
    consecutiveFailures: isFailure ? current.consecutiveFailures + 1 : 0,
  };
}

/** Totals of the window at `nowMs`. */
export function windowTotals(
  window: CallWindow,
  windowMs: number,
  nowMs: number,
): { readonly calls: number; readonly failures: number; readonly slow: number } {
  const current = expire(window, windowMs, nowMs);
  return {
    calls: current.calls + current.pastCalls,
    failures: current.failures + current.pastFailures,
    slow: current.slow + current.pastSlow,
  };
}

function expire(window: CallWindow, windowMs: number, nowMs: number): CallWindow {
  const elapsedMs = nowMs - window.startMs;
  // A gap longer than the window, or a clock set back by more than one, leaves nothing to remember.
  if (elapsedMs >= windowMs || elapsedMs < -windowMs) return emptyWindow(nowMs);
  const oldest = window.past[0];
  const hasExpired = oldest !== undefined && oldest.startMs <= nowMs - windowMs;
  const isFull = elapsedMs >= windowMs / BUCKETS;
  if (!hasExpired && !isFull) return window;
  const finished: readonly Bucket[] = isFull ? [...window.past, bucketOf(window)] : window.past;
  const past = finished.filter((bucket) => bucket.startMs > nowMs - windowMs);
  return {
    startMs: isFull ? nowMs : window.startMs,
    calls: isFull ? 0 : window.calls,
    failures: isFull ? 0 : window.failures,
    slow: isFull ? 0 : window.slow,
    past,
    pastCalls: past.reduce((sum, bucket) => sum + bucket.calls, 0),
    pastFailures: past.reduce((sum, bucket) => sum + bucket.failures, 0),
    pastSlow: past.reduce((sum, bucket) => sum + bucket.slow, 0),
    consecutiveFailures: window.consecutiveFailures,
  };
}

function bucketOf(window: CallWindow): Bucket {
  return { startMs: window.startMs, calls: window.calls, failures: window.failures, slow: window.slow };
}
