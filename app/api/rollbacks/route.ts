import { RollbackList, RollbackQuery } from "@/lib/contract/rollback";
import { adapt } from "@/lib/server/api";
import { readRollbacks } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "rollback.read",
  query: RollbackQuery,
  output: RollbackList,
  run: ({ query }, { runtime }) => readRollbacks(runtime.control, query),
});
