import { RouteMapContent } from "@/lib/contract/route-map";
import { routeMapContent } from "./route-map-fixtures";

export const SUPPORT = "support-summary-v3";

/** The fixture's route map as a first version holds it: its canary takes no traffic and there is no way back yet. */
export function restingContent(): RouteMapContent {
  const content = routeMapContent();
  const section = content.aliases[SUPPORT];
  return RouteMapContent.parse({
    ...content,
    aliases: {
      ...content.aliases,
      [SUPPORT]: {
        ...section,
        canary: { route: "comet-chat", cohorts: { internal: 0, general: 0 } },
        rollback_route_version: null,
      },
    },
  });
}
