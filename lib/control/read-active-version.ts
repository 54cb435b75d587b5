import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/**
 * The active version as the store knows it now. Almost always it is the one this instance already holds, so only
 * its number is read; content is read when somebody else moved the pointer. Throws 503 before the first version.
 */
export async function readActiveVersion(context: ControlContext): Promise<RouteMapVersion> {
  const held = context.active();
  if ((await context.store.routeMap.activeNumber()) === held.version) return held;
  const active = await context.store.routeMap.active();
  if (active !== null) return active;
  throw new ControlRefusal("unavailable", "There is no route map version yet; the start is not finished.");
}
