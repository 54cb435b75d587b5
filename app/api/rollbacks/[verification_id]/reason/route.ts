import { RollbackParams, RollbackReasonRequest, RollbackVerification } from "@/lib/contract/rollback";
import { adapt } from "@/lib/server/api";
import { giveRollbackReason } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "rollback.explain",
  params: RollbackParams,
  body: RollbackReasonRequest,
  output: RollbackVerification,
  run: ({ params, body }, { runtime, principal }) =>
    giveRollbackReason(runtime.control, principal, { ...params, ...body }),
});
