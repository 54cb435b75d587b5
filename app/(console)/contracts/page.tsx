import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { contractsParsers, shownAlias } from "@/components/contracts/contracts-url";
import { ContractsView } from "@/components/contracts/contracts-view";
import { Prefetched } from "@/components/prefetched";
import { contractsQuery, costQuery, modelsQuery, probesQuery } from "@/lib/client/contract-queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Contracts" };

const loadState = createLoader(contractsParsers);

export default async function ContractsPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const { reads } = runtime();
  const state = await loadState(searchParams);
  const alias = shownAlias(state, reads.aliases());
  const answers = await readAnswers([
    [contractsQuery(), () => reads.contracts()],
    [probesQuery(), () => reads.probes()],
    [modelsQuery(), () => reads.models()],
    ...(alias === null ? [] : [[costQuery(alias, "24h"), () => reads.cost({ alias, window: "24h" })] as const]),
  ]);
  return (
    <Prefetched answers={answers}>
      <ContractsView aliases={reads.aliases()} />
    </Prefetched>
  );
}
