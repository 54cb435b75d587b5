import { ApprovalParams, ApprovalView } from "@/lib/contract/approval";
import { adapt } from "@/lib/server/api";
import { readApproval } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "approval.read",
  params: ApprovalParams,
  output: ApprovalView,
  run: ({ params }, { runtime }) => readApproval(runtime.control, params.id),
});
