import { RouteMapVersion } from "@/lib/contract/route-map";
import { adapt } from "@/lib/server/api";
import { readActiveRouteMap } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  output: RouteMapVersion,
  run: (_input, { runtime }) => readActiveRouteMap(runtime.control),
});
