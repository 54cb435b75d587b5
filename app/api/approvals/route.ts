import { ApprovalList, ApprovalQuery } from "@/lib/contract/approval";
import { adapt } from "@/lib/server/api";
import { readApprovals } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "approval.read",
  query: ApprovalQuery,
  output: ApprovalList,
  run: ({ query }, { runtime, principal }) => readApprovals(runtime.control, principal, query),
});
