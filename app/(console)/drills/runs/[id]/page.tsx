import type { Metadata } from "next";
import { DrillRunView } from "@/components/drills/drill-run-view";
import { Prefetched } from "@/components/prefetched";
import { drillRunQuery } from "@/lib/client/drill-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Drill run" };

export default async function DrillRunPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  await requirePrincipal();
  const { id } = await params;
  return (
    <Prefetched answers={await readAnswers([[drillRunQuery(id), () => runtime().reads.drillRun(id)]])}>
      <DrillRunView id={id} />
    </Prefetched>
  );
}
