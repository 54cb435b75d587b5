import { RollbackParams, RollbackVerification } from "@/lib/contract/rollback";
import { adapt } from "@/lib/server/api";
import { readRollback } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "rollback.read",
  params: RollbackParams,
  output: RollbackVerification,
  run: ({ params }, { runtime }) => readRollback(runtime.control, params.verification_id),
});
