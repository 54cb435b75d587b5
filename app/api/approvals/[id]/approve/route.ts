import { ApprovalParams, ApproveRequest, DecisionResult } from "@/lib/contract/approval";
import { adapt } from "@/lib/server/api";
import { decideApproval } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "approval.decide",
  params: ApprovalParams,
  body: ApproveRequest,
  output: DecisionResult,
  run: ({ params, body }, { runtime, principal }) =>
    decideApproval(runtime.control, principal, {
      ...params,
      decision: "approve",
      reason: body.reason ?? null,
      binding: body.binding,
    }),
});
