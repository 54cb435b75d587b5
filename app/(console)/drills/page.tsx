import type { Metadata } from "next";
import { DrillsView } from "@/components/drills/drills-view";
import { Prefetched } from "@/components/prefetched";
import { drillsQuery } from "@/lib/client/drill-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Drills" };

export default async function DrillsPage() {
  await requirePrincipal();
  return (
    <Prefetched answers={await readAnswers([[drillsQuery(), () => runtime().reads.drills()]])}>
      <DrillsView />
    </Prefetched>
  );
}
