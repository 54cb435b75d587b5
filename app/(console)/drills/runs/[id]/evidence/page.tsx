import type { Metadata } from "next";
import { EvidenceReport } from "@/components/drills/evidence-report";
import { Prefetched } from "@/components/prefetched";
import { evidenceQuery } from "@/lib/client/drill-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Evidence" };

export default async function EvidencePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  await requirePrincipal();
  const { id } = await params;
  return (
    <Prefetched answers={await readAnswers([[evidenceQuery(id), () => runtime().reads.evidence(id)]])}>
      <EvidenceReport id={id} />
    </Prefetched>
  );
}
