import { adaptRaw } from "@/lib/server/api";
import { exportResponse } from "@/lib/server/export-response";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "records.export",
  run: (request, { params, principal, runtime }) => exportResponse(request, params, principal, runtime),
});
