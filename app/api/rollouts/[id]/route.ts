import { RolloutParams, RolloutView } from "@/lib/contract/rollout";
import { adapt } from "@/lib/server/api";
import { readRollout } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "rollout.read",
  params: RolloutParams,
  output: RolloutView,
  run: ({ params }, { runtime }) => readRollout(runtime.control, params.id),
});
