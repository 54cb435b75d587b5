import type { Metadata } from "next";
import { OverviewPanel } from "@/components/overview/overview-panel";
import { Prefetched } from "@/components/prefetched";
import { overviewQuery } from "@/lib/client/queries";
import { type PageSearchParams, windowOf } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const window = await windowOf(searchParams);
  const answers = await readAnswers([[overviewQuery(window), () => runtime().reads.overview(window)]]);
  return (
    <Prefetched answers={answers}>
      <OverviewPanel />
    </Prefetched>
  );
}
