import { AliasParams } from "@/lib/contract/path-params";
import { RolloutOrder, RolloutOrderResult } from "@/lib/contract/rollout";
import { adapt } from "@/lib/server/api";
import { pauseRollout } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "rollout.pause",
  params: AliasParams,
  body: RolloutOrder,
  output: RolloutOrderResult,
  run: ({ params, body }, { runtime, principal }) =>
    pauseRollout(runtime.control, principal, { ...params, ...body, order: "pause" }),
});
