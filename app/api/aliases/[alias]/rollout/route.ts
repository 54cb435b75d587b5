import { AliasParams } from "@/lib/contract/path-params";
import { RolloutOrderResult, StartRolloutRequest } from "@/lib/contract/rollout";
import { adapt } from "@/lib/server/api";
import { startRollout } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "rollout.start",
  params: AliasParams,
  body: StartRolloutRequest,
  output: RolloutOrderResult,
  status: (answer) => ("approval_id" in answer ? 202 : 200),
  run: ({ params, body }, { runtime, principal, ifMatch }) =>
    startRollout(runtime.control, principal, { ...params, ...body, ifMatch }),
});
