import { AliasParams } from "@/lib/contract/path-params";
import { AdvanceRequest, RolloutOrderResult } from "@/lib/contract/rollout";
import { adapt } from "@/lib/server/api";
import { advanceRollout } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "rollout.advance",
  params: AliasParams,
  body: AdvanceRequest,
  output: RolloutOrderResult,
  status: (answer) => ("approval_id" in answer ? 202 : 200),
  run: ({ params, body }, { runtime, principal, ifMatch }) =>
    advanceRollout(runtime.control, principal, { ...params, ...body, ifMatch }),
});
