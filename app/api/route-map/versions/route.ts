import { RouteMapVersionList } from "@/lib/contract/route-map";
import { DraftRequest, DraftResult } from "@/lib/contract/route-map-draft";
import { RouteMapVersionQuery } from "@/lib/contract/route-map-queries";
import { adapt } from "@/lib/server/api";
import { draftVersion, readRouteMapVersions } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  query: RouteMapVersionQuery,
  output: RouteMapVersionList,
  run: ({ query }, { runtime }) => readRouteMapVersions(runtime.control, query),
});
export const POST = adapt({
  action: "route_map.draft",
  body: DraftRequest,
  output: DraftResult,
  run: ({ body }, { runtime, principal, ifMatch }) => draftVersion(runtime.control, principal, { ...body, ifMatch }),
});
