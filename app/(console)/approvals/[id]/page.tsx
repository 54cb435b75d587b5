import type { Metadata } from "next";
import { ApprovalView } from "@/components/approvals/approval-view";
import { Prefetched } from "@/components/prefetched";
import { approvalQuery } from "@/lib/client/approval-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Approval" };

export default async function ApprovalPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  await requirePrincipal();
  const { id } = await params;
  const answers = await readAnswers([[approvalQuery(id), () => runtime().reads.approval(id)]]);
  return (
    <Prefetched answers={answers}>
      <ApprovalView id={id} />
    </Prefetched>
  );
}
