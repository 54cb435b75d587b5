import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { auditParsers, toAuditFilter } from "@/components/audit/audit-url";
import { AuditView } from "@/components/audit/audit-view";
import { Prefetched } from "@/components/prefetched";
import { auditQuery } from "@/lib/client/queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { AuditQuery } from "@/lib/contract/audit";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Audit" };

const loadState = createLoader(auditParsers);

export default async function AuditPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const filter = toAuditFilter(await loadState(searchParams));
  const answers = await readAnswers([
    [auditQuery(filter), async () => runtime().reads.audit(AuditQuery.parse(filter))],
  ]);
  return (
    <Prefetched answers={answers}>
      <AuditView />
    </Prefetched>
  );
}
