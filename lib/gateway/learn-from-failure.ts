import type { AliasRouting } from "../core/routing-snapshot";
import type { Signal } from "../core/signal";
import type { BreakerRegistry, RequestGates } from "./breaker-registry";

/** What a failure teaches about its route, by the alias's policy: its breaker, its cool-down, whether it needs its owner. */
export function learnFromFailure(
  breakers: BreakerRegistry,
  gates: RequestGates,
  alias: AliasRouting,
  routeId: string,
  signal: Signal,
  nowMs: number,
): void {
  const lesson = alias.policy[signal.class].breaker;
  gates.record(routeId, lesson === "failure" ? "failure" : "ignored");
  if (lesson === "cool_down" && signal.statedWaitMs !== null) {
    breakers.coolDown(routeId, nowMs + Math.min(signal.statedWaitMs, alias.breaker.maxOpenMs));
  }
  if (signal.class === "account_error") breakers.flagOwner(routeId);
}
