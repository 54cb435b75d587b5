import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { rollbacksParsers } from "@/components/rollbacks/rollbacks-url";
import { RollbacksView } from "@/components/rollbacks/rollbacks-view";
import { rollbacksQuery } from "@/lib/client/rollback-queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Rollbacks" };

const loadState = createLoader(rollbacksParsers);

export default async function RollbacksPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const { alias, cursor } = await loadState(searchParams);
  const answers = await readAnswers([[rollbacksQuery(alias, cursor), () => runtime().reads.rollbacks(alias, cursor)]]);
  return (
    <Prefetched answers={answers}>
      <RollbacksView />
    </Prefetched>
  );
}
