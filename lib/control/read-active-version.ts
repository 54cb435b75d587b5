import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** The active version as the store knows it now, which may be newer than this instance's. Throws 503 before the first. */
export async function readActiveVersion(context: ControlContext): Promise<RouteMapVersion> {
  const active = await context.store.routeMap.active();
  if (active === null)
    throw new ControlRefusal("unavailable", "There is no route map version yet; the start is not finished.");
  return active;
}
