import { backoffMs, SERVER_BACKOFF, TRANSPORT_BACKOFF } from "./backoff";
import { canStartAttempt } from "./budget";
import type { PolicyRow } from "./policy";
import type { RunState } from "./run-state";
import type { Signal } from "./signal";

/** Whether the same route may be called again: not at all, not within the budget, or after a wait. */
export type RetryPlan =
  | { readonly kind: "no" }
  | { readonly kind: "out_of_budget" }
  | { readonly kind: "after"; readonly waitMs: number };

const NO: RetryPlan = { kind: "no" };
const OUT_OF_BUDGET: RetryPlan = { kind: "out_of_budget" };

/**
 * Plans a retry on the route that just failed. A wait the provider stated is honoured in full or the route is left:
 * one longer than `maxRetryAfterMs` is never waited for. `cooledForMs` is what other requests learned about the route.
 */
export function planRetry(
  state: RunState,
  mode: PolicyRow["retry"],
  signal: Signal,
  cooledForMs: number,
  leftMs: number,
  random: number,
): RetryPlan {
  const { budget } = state.input.alias;
  if (mode === "never" || state.retriesOnRoute >= budget.maxRetriesPerRoute) return NO;
  const stated = signal.statedWaitMs;
  if (mode === "after_stated_wait" && stated === null) return NO;
  const askedMs = Math.max(stated ?? 0, cooledForMs);
  if (askedMs > budget.maxRetryAfterMs) return NO;
  const waitMs =
    mode === "backoff" ? Math.max(ownWaitMs(state, signal, random), askedMs) : askedMs + spreadMs(askedMs, random);
  if (canStartAttempt(budget, state.attempts, leftMs, waitMs)) return { kind: "after", waitMs };
  return mode === "backoff" || state.attempts >= budget.maxAttempts ? OUT_OF_BUDGET : NO;
}

function ownWaitMs(state: RunState, signal: Signal, random: number): number {
  const options = signal.class === "transport_error" ? TRANSPORT_BACKOFF : SERVER_BACKOFF;
  return backoffMs(state.retriesOnRoute, random, options);
}

/** Callers told the same wait must not all return in the same millisecond; never earlier than asked. */
function spreadMs(askedMs: number, random: number): number {
  return Math.round(random * Math.min(Math.max(askedMs / 10, 50), 500));
}
