import { openApiDocument } from "@/lib/contract/openapi";
import { fileResponse } from "@/lib/http/file-response";
import { adaptRaw } from "@/lib/server/api";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "route_map.read",
  run: async () => fileResponse(JSON.stringify(openApiDocument()), null, "application/json"),
});
