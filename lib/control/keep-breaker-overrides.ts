import type { BreakerState } from "@/lib/core/breaker";
import { breakerStateOf, type KeptOverride, overrideDetail, overridesInForce } from "./breaker-overrides";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import type { Timers } from "./live-feed";
import { overrideChange } from "./override-change";

const EVERY_MS = 1_000;
const ORDERED_STATES: readonly BreakerState[] = ["forced_open", "disabled", "metrics_only"];

/**
 * One round: ends orders whose time is over, and brings this instance's breakers in line with the orders that are kept,
 * whoever gave them and whichever process was running then.
 */
export async function keepBreakerOverrides(context: ControlContext): Promise<void> {
  const kept = await overridesInForce(context);
  const nowMs = context.nowMs();
  for (const override of kept.values()) {
    if (override.expires_at_ms !== null && override.expires_at_ms <= nowMs) await end(context, override, nowMs);
    else apply(context, override);
  }
  for (const [route, { state }] of context.breakers()) {
    if (ORDERED_STATES.includes(state) && !kept.has(route)) context.overrideBreaker(route, "closed", "the order ended");
  }
}

/** Keeps doing so once a second, starting now. Returns the stop. */
export function startKeepingBreakerOverrides(
  context: ControlContext,
  timers: Timers,
  onFailure: (error: unknown) => void,
): () => void {
  let isRunning = false;
  const task = timers.every(EVERY_MS, () => {
    if (isRunning) return;
    isRunning = true;
    void keepBreakerOverrides(context)
      .catch(onFailure)
      .finally(() => {
        isRunning = false;
      });
  });
  return () => task.stop();
}

function apply(context: ControlContext, override: KeptOverride): void {
  const state = breakerStateOf(override.order);
  if (context.breakers().get(override.route)?.state === state) return;
  context.overrideBreaker(override.route, state, overrideDetail(override));
}

async function end(context: ControlContext, before: KeptOverride, atMs: number): Promise<void> {
  const { route, by, since_ms: sinceMs, expires_at_ms: expiresAtMs } = before;
  const change = overrideChange({
    route,
    order: "automatic",
    before,
    body: { by, reason: "expired", since_ms: sinceMs, expires_at_ms: expiresAtMs },
    actor: { actor: "system", actorKind: "system" },
    atMs,
    text: `The order on the breaker of ${route} expired; it works by itself again`,
  });
  const result = await context.store.control.commit(change);
  // Another order came first: the next round sees it.
  if (result.kind !== "committed") return;
  context.overrideBreaker(route, "closed", "the order expired");
  context.live.emit({ type: "breaker", at: isoTime(atMs), route, state: "closed", cause: "the order expired" });
}
