import { VersionParams } from "@/lib/contract/path-params";
import { ActivateAnswer, ActivateRequest } from "@/lib/contract/route-map-draft";
import { adapt } from "@/lib/server/api";
import { activateVersion } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "route_map.activate",
  params: VersionParams,
  body: ActivateRequest,
  output: ActivateAnswer,
  status: (answer) => ("approval_id" in answer ? 202 : 200),
  run: ({ params, body }, { runtime, principal, ifMatch }) =>
    activateVersion(runtime.control, principal, { ...params, ...body, ifMatch }),
});
