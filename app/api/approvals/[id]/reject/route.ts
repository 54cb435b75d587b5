import { ApprovalParams, DecisionResult, RejectRequest } from "@/lib/contract/approval";
import { adapt } from "@/lib/server/api";
import { decideApproval } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "approval.decide",
  params: ApprovalParams,
  body: RejectRequest,
  output: DecisionResult,
  run: ({ params, body }, { runtime, principal }) =>
    decideApproval(runtime.control, principal, { ...params, decision: "reject", reason: body.reason }),
});
