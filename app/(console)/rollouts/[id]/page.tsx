import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { RolloutView } from "@/components/rollouts/rollout-view";
import type { PageSearchParams } from "@/lib/client/view-params";
import { requirePrincipal } from "@/lib/server/require-principal";
import { rolloutAnswers } from "./rollout-answers";

export const metadata: Metadata = { title: "Rollout" };

interface RolloutPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: PageSearchParams;
}

export default async function RolloutPage({ params, searchParams }: RolloutPageProps) {
  await requirePrincipal();
  const id = decodeURIComponent((await params).id);
  return (
    <Prefetched answers={await rolloutAnswers(id, searchParams)}>
      <RolloutView id={id} />
    </Prefetched>
  );
}
