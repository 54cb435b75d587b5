import { VersionParams } from "@/lib/contract/path-params";
import { RouteMapVersion } from "@/lib/contract/route-map";
import { adapt } from "@/lib/server/api";
import { readRouteMapVersion } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  params: VersionParams,
  output: RouteMapVersion,
  run: ({ params }, { runtime }) => readRouteMapVersion(runtime.control, params.version),
});
