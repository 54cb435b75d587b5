import type { TargetHealthView } from "@/lib/contract/canary";
import type { AliasSection } from "@/lib/contract/route-map";
import { judgeTarget } from "@/lib/core/rollback-health";
import type { ControlContext } from "./context";

/** Rates are of the last quarter of an hour; a route that served within the hour is not cold. */
const RECENT_MS = 900_000;
const LOOK_BACK_MS = 3_600_000;

const OUT = ["open", "forced_open", "disabled"];

/** How the route a rollback would send most callers to is doing: the primary of the section it restores. */
export async function rollbackHealth(context: ControlContext, restored: AliasSection): Promise<TargetHealthView> {
  const nowMs = context.nowMs();
  const route = restored.primary;
  const breaker = context.breakers().get(route);
  const serving = await context.store.reports.routeServing(route, {
    sinceMs: nowMs - LOOK_BACK_MS,
    recentMs: nowMs - RECENT_MS,
  });
  const health = judgeTarget(
    {
      ...serving,
      route,
      lookedBackMs: LOOK_BACK_MS,
      isOut: breaker !== undefined && OUT.includes(breaker.state),
      outCause: breaker?.cause ?? null,
      needsOwner: breaker?.needsOwner ?? false,
    },
    nowMs,
  );
  return { route, ...health };
}
