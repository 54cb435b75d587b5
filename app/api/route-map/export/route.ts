import { RouteMapExportQuery } from "@/lib/contract/route-map-queries";
import { fileResponse } from "@/lib/http/file-response";
import { parseInput, queryOf } from "@/lib/http/parse-input";
import { adaptRaw } from "@/lib/server/api";
import { exportRouteMap } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "route_map.read",
  run: async (request, { runtime }) => {
    const { version } = parseInput("query", RouteMapExportQuery, queryOf(new URL(request.url)));
    const { yaml, fileName } = await exportRouteMap(runtime.control, version ?? null);
    return fileResponse(yaml, fileName, "application/yaml");
  },
});
