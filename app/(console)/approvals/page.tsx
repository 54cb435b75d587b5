import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { approvalsParsers } from "@/components/approvals/approvals-url";
import { ApprovalsView } from "@/components/approvals/approvals-view";
import { Prefetched } from "@/components/prefetched";
import { APPROVAL_FILTERS, approvalsQuery } from "@/lib/client/approval-queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Approvals" };

const loadState = createLoader(approvalsParsers);

export default async function ApprovalsPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  const principal = await requirePrincipal();
  const { tab } = await loadState(searchParams);
  const read = () => runtime().reads.approvals(principal, APPROVAL_FILTERS[tab]);
  return (
    <Prefetched answers={await readAnswers([[approvalsQuery(tab), read]])}>
      <ApprovalsView />
    </Prefetched>
  );
}
