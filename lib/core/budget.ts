import type { RequestBudget, RouteTimeouts } from "./routing-snapshot";

/** Milliseconds left of the whole request; never more than the budget itself, should the clock step back. */
export function remainingMs(budget: RequestBudget, startedAtMs: number, nowMs: number): number {
  return Math.max(0, Math.min(startedAtMs + budget.deadlineMs - nowMs, budget.deadlineMs));
}

/** Whether one more attempt may start after waiting `waitMs`: attempts left, and enough time to be worth it. */
export function canStartAttempt(budget: RequestBudget, attempts: number, leftMs: number, waitMs: number): boolean {
  return attempts < budget.maxAttempts && leftMs - waitMs >= budget.minAttemptMs;
}

/**
 * A route's deadlines cut to what is left of the request, so that no attempt outlives its request. Returns the same
 * object when nothing has to be cut.
 */
export function clipTimeouts(timeouts: RouteTimeouts, leftMs: number): RouteTimeouts {
  const { connectMs, headersMs, firstTokenMs, idleMs, totalMs } = timeouts;
  const limitMs = Math.min(leftMs, totalMs);
  if (
    totalMs <= limitMs &&
    connectMs <= limitMs &&
    headersMs <= limitMs &&
    firstTokenMs <= limitMs &&
    idleMs <= limitMs
  ) {
    return timeouts;
  }
  return {
    connectMs: Math.min(connectMs, limitMs),
    headersMs: Math.min(headersMs, limitMs),
    firstTokenMs: Math.min(firstTokenMs, limitMs),
    idleMs: Math.min(idleMs, limitMs),
    totalMs: limitMs,
  };
}
