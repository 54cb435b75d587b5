import { RouteMapDiff } from "@/lib/contract/route-map";
import { RouteMapDiffQuery } from "@/lib/contract/route-map-queries";
import { adapt } from "@/lib/server/api";
import { readRouteMapDiff } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  query: RouteMapDiffQuery,
  output: RouteMapDiff,
  run: ({ query }, { runtime }) => readRouteMapDiff(runtime.control, query.from, query.to),
});
