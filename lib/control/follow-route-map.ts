import { announce } from "./commit-change";
import type { ControlContext } from "./context";
import type { Timers } from "./live-feed";

const POLL_MS = 1_000;

/**
 * Keeps this instance on the active version whoever moved the pointer: another instance, or an order of ours whose
 * confirmation got lost with a dying writer. Looks at one number a second and reads content only when it has to.
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
  const number = await context.store.routeMap.activeNumber();
  if (number === null || number <= context.active().version) return;
  const active = await context.store.routeMap.active();
  if (active === null || active.version <= context.active().version) return;
  context.publish(active);
  announce(context, active, active.activated_at ?? active.created_at);
}
