import { adaptRaw } from "@/lib/server/api";
import { liveResponse } from "@/lib/server/live-response";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "live.read",
  run: (request, { principal, runtime }) => liveResponse(request, principal, runtime),
});
