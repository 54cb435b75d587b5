import { RouteMapVersionList, RouteMapVersionQuery } from "@/lib/contract/route-map";
import { adapt } from "@/lib/server/api";
import { readRouteMapVersions } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  query: RouteMapVersionQuery,
  output: RouteMapVersionList,
  run: ({ query }, { runtime }) => readRouteMapVersions(runtime.control, query),
});
