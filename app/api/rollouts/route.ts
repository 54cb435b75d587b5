import { RolloutList, RolloutQuery } from "@/lib/contract/rollout";
import { adapt } from "@/lib/server/api";
import { readRollouts } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "rollout.read",
  query: RolloutQuery,
  output: RolloutList,
  run: ({ query }, { runtime }) => readRollouts(runtime.control, query),
});
