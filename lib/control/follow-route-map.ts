import type { ControlContext } from "./context";
import type { Timers } from "./live-feed";

const POLL_MS = 1_000;

/**
 * Keeps this instance on the active version whoever moved the pointer: another instance, or an order of ours whose
 * confirmation got lost with a dying writer. Looks at one summary row a second and reads content only when it has to.
 * Returns the stop.
 */
export function startFollowingRouteMap(
  context: ControlContext,
  timers: Timers,
  onFailure: (error: unknown) => void,
): () => void {
  let isReading = false;
  const task = timers.every(POLL_MS, () => {
    if (isReading) return;
    isReading = true;
    catchUp(context)
      .catch(onFailure)
      .finally(() => {
        isReading = false;
      });
  });
  return () => task.stop();
}

/** Puts the store's active version in force when this instance is behind it. */
async function catchUp(context: ControlContext): Promise<void> {
  const [newest] = await context.store.routeMap.versions(null, 1);
  if (newest === undefined || newest.version <= context.active().version) return;
  const active = await context.store.routeMap.active();
  if (active === null || active.version <= context.active().version) return;
  context.publish(active);
  context.live.emit({
    type: "route_version",
    at: active.created_at,
    route_version: active.version,
    alias: active.alias,
    actor: active.author,
    text: active.summary,
  });
}
